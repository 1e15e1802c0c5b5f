import type { ClientBase } from 'pg';
import { type Feed, FEED_COLUMNS } from './feed.ts';
import {
  type ImportListing,
  LISTING_COLUMNS,
  type ListingRow,
  LISTING_TABLES,
  toListing,
} from './listing.ts';

export interface FoundFeed {
  listing: ImportListing;
  feed: Feed;
  /** The feed's last change set is not recorded as applied: they are applied in order. */
  isUnhandled: boolean;
}

/**
 * A listing and its feed's row, locked and made if this is its first poll, in one statement; undefined when the
 * organization has no such listing.
 *
 * Whoever waits here for the lock sees the feed as it is then, and the rest as it was before: a change set that was
 * applied meanwhile counts as unhandled, which does no harm, and a listing changed meanwhile makes the poll stale.
 */
export async function findFeed(
  tx: ClientBase,
  organizationId: string,
  listingId: string,
  now: Date,
): Promise<FoundFeed | undefined> {
  const row = await find(tx, listingId);
  if (row === undefined) return undefined;
  if (row.generation !== null) return toFound(row);
  await tx.query(
    `INSERT INTO sync.feeds (listing_id, organization_id, health_since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [listingId, organizationId, now],
  );
  const made = await find(tx, listingId);
  if (made === undefined || made.generation === null) throw new Error(`feed row of ${listingId} vanished`);
  return toFound(made);
}

type Row = ListingRow & Feed & { isUnhandled: boolean };

async function find(tx: ClientBase, listingId: string): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>({
    name: 'find-feed',
    text: `WITH feed AS (SELECT * FROM sync.feeds WHERE listing_id = $1 FOR UPDATE)
           SELECT ${LISTING_COLUMNS}, ${FEED_COLUMNS}, f.last_change_set_id IS NOT NULL AND NOT EXISTS (
             SELECT FROM availability.applied_change_sets WHERE change_set_id = f.last_change_set_id) AS "isUnhandled"
           FROM ${LISTING_TABLES} LEFT JOIN feed f ON true WHERE l.id = $1`,
    values: [listingId],
  });
  return rows[0];
}

function toFound({ isUnhandled, ...row }: Row): FoundFeed {
  return { listing: toListing(row), feed: row, isUnhandled };
}
