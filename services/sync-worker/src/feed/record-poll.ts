import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { FeedHealth, PollResult } from '@roomnight/contracts/feed-sync';
import type { Change } from '@roomnight/contracts/change-set';
import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import { logEvents } from '@roomnight/database/event-log';
import type { Basis } from '../rules/evaluate.ts';
import type { FeedSnapshot } from '../rules/snapshot.ts';
import type { Feed } from './begin-poll.ts';
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
  validators?: { etag: string | undefined; lastModified: string | undefined; bodyHash: string } | undefined;
  /** Undefined when what is believed stays as it was. */
  snapshot?: FeedSnapshot | undefined;
  changes: readonly Change[];
  fetched: { httpStatus: number | null; bytes: number };
  read?: { stays: number; blocks: number; ignored: number; warnings: readonly string[] } | undefined;
  error?: { class: SyncErrorClass; message: string } | undefined;
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
type RecordedPoll = Exclude<PollResult, { kind: 'stopped' }>;

/**
 * Writes what a poll found, in the caller's transaction, under the feed's row lock: sync run, feed, snapshot, change
 * set, and an event when something changed. The caller has made sure that this poll is the latest.
 */
export async function recordPoll(tx: ClientBase, record: PollRecord): Promise<RecordedPoll> {
  const { listing, feed, outcome, finishedAt } = record;
  const syncRunId = randomUUID();
  const changeSetId = outcome.changes.length > 0 ? randomUUID() : null;
  if (changeSetId !== null) await writeChangeSet(tx, record, changeSetId, syncRunId);
  await writeSyncRun(tx, record, syncRunId, changeSetId);
  await writeFeed(tx, record, changeSetId);
  if (outcome.snapshot !== undefined) await writeSnapshot(tx, record, outcome.snapshot, syncRunId);

  const { health, message } = outcome;
  const healthChanged = health !== feed.health;
  if (changeSetId !== null || healthChanged) {
    const { organizationId, propertyId, unitId, listingId } = listing;
    await logEvents(tx, [
      { type: 'SyncCompleted', occurredAt: finishedAt, organizationId, propertyId, unitId, listingId },
    ]);
  }
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

async function writeSyncRun(
  tx: ClientBase,
  record: PollRecord,
  id: string,
  changeSetId: string | null,
): Promise<void> {
  const { listing, outcome, workflow } = record;
  await tx.query({
    name: 'write-sync-run',
    text: `INSERT INTO sync.ota_sync_logs (id, organization_id, listing_id, started_at, finished_at, outcome, message,
             http_status, bytes, stays, blocks, ignored, warnings, error_class, change_set_id, workflow_id, run_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    values: [
      id,
      listing.organizationId,
      listing.listingId,
      record.startedAt,
      record.finishedAt,
      outcome.outcome,
      outcome.error?.message ?? outcome.message,
      outcome.fetched.httpStatus,
      outcome.fetched.bytes,
      outcome.read?.stays,
      outcome.read?.blocks,
      outcome.read?.ignored,
      JSON.stringify(outcome.read?.warnings ?? []),
      outcome.error?.class,
      changeSetId,
      workflow.workflowId,
      workflow.runId,
    ],
  });
}

async function writeFeed(
  tx: ClientBase,
  { listing, feed, outcome, finishedAt }: PollRecord,
  changeSetId: string | null,
): Promise<void> {
  const good = outcome.health === 'healthy';
  const validators = outcome.validators ?? feed;
  await tx.query({
    name: 'write-feed',
    text: `UPDATE sync.feeds SET health = $2, health_since = $3, last_good_at = $4, last_polled_at = $5, next_poll_at = $6,
             next_poll_reason = $7, consecutive_failures = $8, etag = $9, last_modified = $10, body_hash = $11,
             error_class = $12, error_message = $13, last_message = $14, last_change_set_id = coalesce($15, last_change_set_id)
           WHERE listing_id = $1`,
    values: [
      listing.listingId,
      outcome.health,
      outcome.health === feed.health ? feed.healthSince : finishedAt,
      good ? finishedAt : feed.lastGoodAt,
      finishedAt,
      outcome.nextPollAt,
      outcome.nextPollReason,
      outcome.outcome === 'failed' ? feed.consecutiveFailures + 1 : 0,
      validators.etag,
      validators.lastModified,
      validators.bodyHash,
      outcome.error?.class ?? null,
      outcome.error?.message ?? null,
      outcome.message,
      changeSetId,
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

/** What is believed of the feed; undefined before its first healthy poll. */
export async function readSnapshot(tx: ClientBase, listingId: string): Promise<FeedSnapshot | undefined> {
  const { rows } = await tx.query<{ snapshot: FeedSnapshot }>({
    name: 'read-snapshot',
    text: 'SELECT snapshot FROM sync.feed_snapshots WHERE listing_id = $1',
    values: [listingId],
  });
  return rows[0]?.snapshot;
}
