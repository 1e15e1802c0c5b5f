import type { ClientBase } from 'pg';
import type { PollInput } from '@roomnight/contracts/feed-sync';
import { formatInstantIst } from '@roomnight/calendar/format';
import { type Feed, FEED_COLUMNS } from './feed.ts';
import { findFeed } from './find-feed.ts';
import type { ImportListing } from './listing.ts';

/** What a feed keeps of its answers for the next poll. */
const ANSWERED = ['etag', 'last_modified', 'body_hash', 'next_poll_at', 'wait_until'];

export type BeginPoll =
  | { kind: 'stopped'; message: string }
  /** An earlier poll's change set was stored, and its attempt died before it could say so. */
  | { kind: 'unhandled'; changeSetId: string; syncRunId: string; feed: Feed }
  | { kind: 'notDue'; at: Date; feed: Feed; message: string }
  | { kind: 'poll'; listing: ImportListing & { sealedImportUrl: Buffer }; feed: Feed };

/**
 * Opens a poll under the feed's row lock and takes the next generation: of all polls under way, only the one that
 * began last may write what it found.
 *
 * @param force polls although it is not due; never before the time until which the host asked to wait
 */
export async function beginPoll(
  tx: ClientBase,
  { organizationId, listingId, shownHealth }: PollInput,
  now: Date,
  force: boolean,
): Promise<BeginPoll> {
  const found = await findFeed(tx, organizationId, listingId, now);
  if (found === undefined || found.listing.status === 'deleted')
    return { kind: 'stopped', message: 'stopped: the listing was deleted' };
  const { listing, feed } = found;
  // Before a pause is honoured: what was found before it must not wait for its end.
  if (found.isUnhandled && feed.lastChangeSetId !== null)
    return { ...(await changeSetOf(tx, feed.lastChangeSetId)), kind: 'unhandled', feed };

  if (listing.status === 'paused') return { kind: 'stopped', message: 'stopped: the listing is paused' };
  const { sealedImportUrl } = listing;
  if (listing.mode === 'manual' || sealedImportUrl === null)
    return { kind: 'stopped', message: 'stopped: the listing has no feed to import' };

  const changed = feed.listingRevision !== listing.revision;
  if (!changed && feed.waitUntil !== null && feed.waitUntil > now) {
    const until = formatInstantIst(feed.waitUntil);
    const message = `the server asked to wait until ${until}: nothing was fetched`;
    return { kind: 'notDue', at: feed.waitUntil, feed, message };
  }
  const shownWrong = shownHealth !== undefined && shownHealth !== feed.health;
  if (!force && !changed && !shownWrong && feed.nextPollAt !== null && feed.nextPollAt > now) {
    return { kind: 'notDue', at: feed.nextPollAt, feed, message: feed.lastMessage ?? 'not polled yet' };
  }
  return { kind: 'poll', listing: { ...listing, sealedImportUrl }, feed: await take(tx, listing) };
}

/**
 * Takes the next generation. Another address is another feed, and other settings read it otherwise: what was answered
 * before a listing changed says nothing any more. That is forgotten here, because this poll may die.
 */
async function take(tx: ClientBase, { listingId, revision }: ImportListing): Promise<Feed> {
  const { rows } = await tx.query<Feed>({
    name: 'take-generation',
    text: `UPDATE sync.feeds f SET generation = generation + 1, polls = polls + 1, listing_revision = $2,
             ${ANSWERED.map((column) => `${column} = CASE WHEN listing_revision = $2 THEN ${column} END`).join(', ')}
           WHERE listing_id = $1 RETURNING ${FEED_COLUMNS}`,
    values: [listingId, revision],
  });
  const [feed] = rows;
  if (feed === undefined) throw new Error(`feed row of ${listingId} vanished`);
  return feed;
}

async function changeSetOf(
  tx: ClientBase,
  changeSetId: string,
): Promise<{ changeSetId: string; syncRunId: string }> {
  const { rows } = await tx.query<{ changeSetId: string; syncRunId: string }>({
    name: 'change-set-of-feed',
    text: `SELECT id AS "changeSetId", sync_run_id AS "syncRunId" FROM sync.change_sets WHERE id = $1`,
    values: [changeSetId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`change set ${changeSetId} vanished`);
  return row;
}
