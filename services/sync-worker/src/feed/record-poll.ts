import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { FeedHealth, PollResult } from '@roomnight/contracts/feed-sync';
import type { Change } from '@roomnight/contracts/change-set';
import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import { logEvents } from '@roomnight/database/event-log';
import type { Basis } from '../rules/evaluate.ts';
import type { FeedSnapshot } from '../rules/snapshot.ts';
import type { Feed, Memory } from './feed.ts';
import type { ImportListing } from './listing.ts';

/** What a poll came to, ready to be written. */
export interface PollOutcome {
  outcome: 'changed' | 'unchanged' | 'failed' | 'suspect';
  health: Exclude<FeedHealth, 'new' | 'late'>;
  /** A sentence with its time in IST, and when the next poll is. */
  message: string;
  nextPollAt: Date;
  nextPollReason: string;
  /** Validators and hash for the next conditional request; left as they are when undefined. */
  validators?:
    | { etag: string | undefined; lastModified: string | undefined; bodyHash: string | null }
    | undefined;
  /** Undefined when what is believed stays as it was. */
  snapshot?: FeedSnapshot | undefined;
  changes: readonly Change[];
  fetched: { httpStatus: number | null; bytes: number };
  read?: { stays: number; blocks: number; ignored: number; warnings: readonly string[] } | undefined;
  error?: { class: SyncErrorClass; message: string } | undefined;
  /** What later polls need to know. */
  memory: Memory;
  /** People who look at the listing should look again, although no calendar changed. */
  isNews?: boolean;
  quarantineChanged?: boolean;
  /** Undefined when there was nothing to judge. */
  basis?: Basis | undefined;
}

export interface PollRecord {
  listing: ImportListing;
  feed: Feed;
  startedAt: Date;
  finishedAt: Date;
  workflow: { workflowId: string; runId: string };
  outcome: PollOutcome;
}

/** A poll that was made has a sync run. */
type RecordedPoll = Exclude<PollResult, { kind: 'stopped' | 'postponed' }>;

/**
 * Writes what a poll found, in the caller's transaction, under the feed's row lock: sync run, feed, snapshot, change
 * set, and an event when something changed. The caller has made sure that this poll is the latest.
 */
export async function recordPoll(tx: ClientBase, record: PollRecord): Promise<RecordedPoll> {
  const { listing, feed, outcome, finishedAt } = record;
  const syncRunId = randomUUID();
  const changeSetId = outcome.changes.length > 0 ? randomUUID() : null;
  if (changeSetId !== null) await writeChangeSet(tx, record, changeSetId, syncRunId);
  if (outcome.snapshot !== undefined) await writeSnapshot(tx, record, outcome.snapshot, syncRunId);
  await writeRunAndFeed(tx, record, syncRunId, changeSetId);

  const { health, message } = outcome;
  const healthChanged = health !== feed.health;
  const { organizationId, propertyId, unitId, listingId } = listing;
  const about = { occurredAt: finishedAt, organizationId, propertyId, unitId, listingId };
  const isNews = changeSetId !== null || healthChanged || outcome.isNews === true;
  await logEvents(tx, [
    ...(isNews ? [{ ...about, type: 'SyncCompleted' } as const] : []),
    ...(outcome.quarantineChanged === true ? [{ ...about, type: 'QuarantineChanged' } as const] : []),
  ]);
  if (changeSetId !== null) return { kind: 'changed', syncRunId, changeSetId, health, message };
  return { kind: healthChanged ? 'healthChanged' : 'unchanged', syncRunId, health, message };
}

async function writeChangeSet(
  tx: ClientBase,
  { listing, outcome, finishedAt }: PollRecord,
  id: string,
  syncRunId: string,
): Promise<void> {
  await tx.query({
    name: 'write-change-set',
    text: `INSERT INTO sync.change_sets (id, organization_id, listing_id, sync_run_id, changes, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [
      id,
      listing.organizationId,
      listing.listingId,
      syncRunId,
      JSON.stringify(outcome.changes),
      finishedAt,
    ],
  });
}

/** The sync run and the feed's new state, in one statement: of an unchanged poll this is all that is written. */
async function writeRunAndFeed(
  tx: ClientBase,
  { listing, feed, startedAt, finishedAt, workflow, outcome }: PollRecord,
  syncRunId: string,
  changeSetId: string | null,
): Promise<void> {
  const { memory, error, read } = outcome;
  const validators = outcome.validators ?? feed;
  await tx.query({
    name: 'write-run-and-feed',
    text: `WITH run AS (
             INSERT INTO sync.ota_sync_logs (listing_id, finished_at, error_class, change_set_id, id, organization_id,
               started_at, outcome, message, http_status, bytes, stays, blocks, ignored, warnings, workflow_id, run_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17))
           UPDATE sync.feeds SET last_polled_at = $2, error_class = $3,
             last_change_set_id = coalesce($4, last_change_set_id), health = $18, health_since = $19, last_good_at = $20,
             next_poll_at = $21, next_poll_reason = $22, consecutive_failures = $23, etag = $24, last_modified = $25,
             body_hash = $26, error_message = $27, last_message = $28, changed_at = $29, wait_until = $30,
             shrunk_at = $31, shrunk_together = $32, quarantine_id = $33, events_key = $34, booking_window_days = $35
           WHERE listing_id = $1`,
    values: [
      listing.listingId,
      finishedAt,
      error?.class ?? null,
      changeSetId,
      syncRunId,
      listing.organizationId,
      startedAt,
      outcome.outcome,
      error?.message ?? outcome.message,
      outcome.fetched.httpStatus,
      outcome.fetched.bytes,
      read?.stays,
      read?.blocks,
      read?.ignored,
      JSON.stringify(read?.warnings ?? []),
      workflow.workflowId,
      workflow.runId,
      outcome.health,
      outcome.health === feed.health ? feed.healthSince : finishedAt,
      outcome.health === 'healthy' ? finishedAt : feed.lastGoodAt,
      outcome.nextPollAt,
      outcome.nextPollReason,
      outcome.outcome === 'failed' ? feed.consecutiveFailures + 1 : 0,
      validators.etag,
      validators.lastModified,
      validators.bodyHash,
      error?.message ?? null,
      outcome.message,
      memory.changedAt,
      memory.waitUntil,
      memory.shrunkAt,
      memory.shrunkTogether,
      memory.quarantineId,
      memory.eventsKey,
      memory.bookingWindowDays,
    ],
  });
}

async function writeSnapshot(
  tx: ClientBase,
  { listing, finishedAt }: PollRecord,
  snapshot: FeedSnapshot,
  syncRunId: string,
): Promise<void> {
  await tx.query({
    name: 'write-snapshot',
    text: `INSERT INTO sync.feed_snapshots (listing_id, organization_id, snapshot, accepted_at, sync_run_id)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (listing_id) DO UPDATE SET snapshot = excluded.snapshot, accepted_at = excluded.accepted_at,
             sync_run_id = excluded.sync_run_id`,
    values: [listing.listingId, listing.organizationId, JSON.stringify(snapshot), finishedAt, syncRunId],
  });
}
