import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import type { SecretBox } from '@roomnight/database/secret-box';
import { rawBodyContext } from '@roomnight/database/sealed-values';
import { RETENTION, retentionAt } from '../rules/retention.ts';
import type { RawBody, Said } from './ask-feed.ts';
import type { Feed } from './feed.ts';
import type { ImportListing } from './listing.ts';
import type { PollOutcome } from './record-poll.ts';

const pack = promisify(gzip);

interface Polled {
  listing: ImportListing;
  feed: Feed;
  said: Said;
  outcome: PollOutcome;
  syncRunId: string;
  now: Date;
}

/**
 * Keeps what a poll was judged by, when it changed something or could not be believed, in the caller's transaction:
 * packed, sealed, bound to its sync run. What was kept too long, or is too much, goes. An unchanged poll costs nothing.
 */
export async function keepPoll(tx: ClientBase, secrets: SecretBox, polled: Polled): Promise<void> {
  const { listing, feed, said, outcome, syncRunId, now } = polled;
  // A fetch that failed brought nothing to judge.
  if (outcome.outcome === 'unchanged' || outcome.basis === undefined) return;
  const raw = 'raw' in said ? said.raw : undefined;
  const hash = raw?.hash ?? feed.bodyHash ?? '';
  if (outcome.outcome !== 'changed' && (await isKeptAlready(tx, listing.listingId, outcome.outcome, hash)))
    return;
  await tx.query({
    name: 'keep-raw-body',
    text: `INSERT INTO sync.raw_bodies (sync_run_id, organization_id, listing_id, kept_at, outcome, body_hash, sealed)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      syncRunId,
      listing.organizationId,
      listing.listingId,
      now,
      outcome.outcome,
      hash,
      secrets.sealBytes(await packed(listing, raw, outcome), rawBodyContext(syncRunId)),
    ],
  });
  await dropOldest(tx, listing.listingId, now);
}

/** The same answer, refused again at each poll, must not push out what was kept before it. */
async function isKeptAlready(
  tx: ClientBase,
  listingId: string,
  outcome: 'failed' | 'suspect',
  hash: string,
): Promise<boolean> {
  const { rows } = await tx.query<{ outcome: string; hash: string }>({
    name: 'last-raw-body',
    text: `SELECT outcome, body_hash AS hash FROM sync.raw_bodies WHERE listing_id = $1 ORDER BY kept_at DESC LIMIT 1`,
    values: [listingId],
  });
  return rows[0]?.outcome === outcome && rows[0].hash === hash;
}

async function dropOldest(tx: ClientBase, listingId: string, now: Date): Promise<void> {
  await tx.query({
    name: 'drop-raw-bodies',
    text: `DELETE FROM sync.raw_bodies WHERE sync_run_id IN (
             SELECT sync_run_id FROM (
               SELECT sync_run_id, kept_at, row_number() OVER latest AS place, sum(length(sealed)) OVER latest AS bytes
               FROM sync.raw_bodies WHERE listing_id = $1
               WINDOW latest AS (PARTITION BY outcome = 'changed' ORDER BY kept_at DESC, sync_run_id)) AS kept
             WHERE kept_at < $2 OR place > $3 OR (place > 1 AND bytes > $4))`,
    values: [listingId, retentionAt(now).bodiesSince, RETENTION.bodies, RETENTION.bodyBytes],
  });
}

function packed(
  { listingId, platformRow }: ImportListing,
  raw: RawBody | undefined,
  { outcome, message, changes, read, error, basis }: PollOutcome,
): Promise<Buffer> {
  const kept = {
    listingId,
    platform: platformRow,
    // One character a byte, so that whatever came comes back.
    raw: raw ? { body: raw.body.toString('latin1'), readBy: raw.readBy } : null,
    basis,
    decided: { outcome, message, changes, read, error },
  };
  return pack(JSON.stringify(kept));
}
