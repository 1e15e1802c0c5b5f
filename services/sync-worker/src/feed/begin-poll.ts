import type { ClientBase } from 'pg';
import type { FeedHealth, PollInput } from '@roomnight/contracts/feed-sync';
import { type ImportListing, readListing } from './listing.ts';

/** The state of a feed as a poll finds it. */
export interface Feed {
  generation: number;
  listingRevision: number;
  health: FeedHealth;
  healthSince: Date;
  lastGoodAt: Date | null;
  nextPollAt: Date | null;
  consecutiveFailures: number;
  polls: number;
  etag: string | null;
  lastModified: string | null;
  bodyHash: string | null;
  lastMessage: string | null;
  lastChangeSetId: string | null;
}

export type BeginPoll =
  | { kind: 'stopped'; message: string }
  /** An earlier poll's change set was stored, and its attempt died before it could say so. */
  | { kind: 'unhandled'; changeSetId: string; syncRunId: string; feed: Feed }
  | { kind: 'notDue'; at: Date; message: string }
  | { kind: 'poll'; listing: ImportListing & { sealedImportUrl: Buffer }; feed: Feed };

/**
 * Opens a poll under the feed's row lock and takes the next generation: of all polls under way, only the one that
 * began last may write what it found.
 *
 * @param force polls although it is not due
 */
export async function beginPoll(
  tx: ClientBase,
  { listingId, shownHealth }: PollInput,
  now: Date,
  force: boolean,
): Promise<BeginPoll> {
  const listing = await readListing(tx, listingId);
  if (listing === undefined || listing.status === 'deleted')
    return { kind: 'stopped', message: 'stopped: the listing was deleted' };

  const feed = await lockFeed(tx, listing, now);
  // Before a pause is honoured: what was found before it must not wait for its end.
  const unhandled = await unhandledChangeSet(tx, feed.lastChangeSetId);
  if (unhandled !== undefined) return { kind: 'unhandled', ...unhandled, feed };

  if (listing.status === 'paused') return { kind: 'stopped', message: 'stopped: the listing is paused' };
  const { sealedImportUrl } = listing;
  if (listing.mode !== 'ical' || sealedImportUrl === null)
    return { kind: 'stopped', message: 'stopped: the listing has no feed to import' };

  const changed = feed.listingRevision !== listing.revision;
  const shownWrong = shownHealth !== undefined && shownHealth !== feed.health;
  if (!force && !changed && !shownWrong && feed.nextPollAt !== null && feed.nextPollAt > now) {
    return { kind: 'notDue', at: feed.nextPollAt, message: feed.lastMessage ?? 'not polled yet' };
  }
  const { rows } = await tx.query<Pick<Feed, 'generation' | 'polls'>>({
    name: 'take-generation',
    text: `UPDATE sync.feeds SET generation = generation + 1, polls = polls + 1, listing_revision = $2
           WHERE listing_id = $1 RETURNING generation, polls`,
    values: [listingId, listing.revision],
  });
  const taken = { ...feed, ...rows[0], listingRevision: listing.revision };
  // Another address is another feed: what the old one answered says nothing about the new one's.
  const fresh = changed ? { ...taken, etag: null, lastModified: null, bodyHash: null } : taken;
  return { kind: 'poll', listing: { ...listing, sealedImportUrl }, feed: fresh };
}

/** The feed's row, locked; made when this is the first poll. */
export async function lockFeed(
  tx: ClientBase,
  { listingId, organizationId }: Pick<ImportListing, 'listingId' | 'organizationId'>,
  now: Date,
): Promise<Feed> {
  const select = {
    name: 'lock-feed',
    text: `SELECT generation, listing_revision AS "listingRevision", health, health_since AS "healthSince",
             last_good_at AS "lastGoodAt", next_poll_at AS "nextPollAt", consecutive_failures AS "consecutiveFailures",
             polls, etag, last_modified AS "lastModified", body_hash AS "bodyHash",
             last_message AS "lastMessage", last_change_set_id AS "lastChangeSetId"
           FROM sync.feeds WHERE listing_id = $1 FOR UPDATE`,
    values: [listingId],
  };
  const found = (await tx.query<Feed>(select)).rows[0];
  if (found !== undefined) return found;
  await tx.query(
    `INSERT INTO sync.feeds (listing_id, organization_id, health_since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [listingId, organizationId, now],
  );
  const made = (await tx.query<Feed>(select)).rows[0];
  if (made === undefined) throw new Error(`feed row of listing ${listingId} vanished`);
  return made;
}

/** The feed's last change set, if conflict-service has not recorded it as applied: they are applied in order. */
async function unhandledChangeSet(
  tx: ClientBase,
  changeSetId: string | null,
): Promise<{ changeSetId: string; syncRunId: string } | undefined> {
  if (changeSetId === null) return undefined;
  const { rows } = await tx.query<{ changeSetId: string; syncRunId: string }>({
    name: 'unhandled-change-set',
    text: `SELECT id AS "changeSetId", sync_run_id AS "syncRunId" FROM sync.change_sets
           WHERE id = $1 AND NOT EXISTS (SELECT FROM availability.applied_change_sets WHERE change_set_id = $1)`,
    values: [changeSetId],
  });
  return rows[0];
}
