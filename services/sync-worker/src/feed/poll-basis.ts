import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import type { FeedSnapshot } from '../rules/snapshot.ts';
import { EXPORTED_NIGHTS } from './exported-nights.ts';
import type { Feed } from './feed.ts';
import type { ImportListing } from './listing.ts';
import { StalePoll } from './stale-poll.ts';

/** What is known as an answer is judged. */
export interface Known {
  /** What is believed of the feed; undefined before its first healthy poll. */
  snapshot: FeedSnapshot | undefined;
  exportedNights: NightSet;
  /** Two bookings want the same nights of the unit, from today on. */
  inConflict: boolean;
}

interface Row {
  generation: number;
  revision: number;
  snapshot: FeedSnapshot | null;
  exportedNights: Stay[];
  inConflict: boolean;
}

/**
 * Locks the feed's row and reads all that an answer is judged by, in one statement. Only the poll that began last may
 * go on, and only about the listing as it still is: whoever else wrote since has taken a generation.
 *
 * @throws {StalePoll}
 */
export async function readKnown(
  tx: ClientBase,
  listing: ImportListing,
  feed: Feed,
  now: Date,
): Promise<Known> {
  const { rows } = await tx.query<Row>({
    name: 'poll-basis',
    text: `WITH feed AS (SELECT generation FROM sync.feeds WHERE listing_id = $1 FOR UPDATE)
           SELECT feed.generation, l.revision, s.snapshot, ${EXPORTED_NIGHTS} AS "exportedNights",
             EXISTS (SELECT FROM availability.calendar_conflicts c
               WHERE c.unit_id = l.unit_id AND c.status <> 'resolved' AND c.check_out > $3 AND c.kind IN ('overlap', 'block')) AS "inConflict"
           FROM feed JOIN gateway.listings l ON l.id = $1 JOIN gateway.ota_platforms p ON p.id = l.platform_id
           LEFT JOIN sync.feed_snapshots s ON s.listing_id = $1`,
    values: [listing.listingId, now, istNight(now)],
  });
  const [row] = rows;
  if (row?.generation !== feed.generation) throw new StalePoll('a newer poll of this feed began');
  if (row.revision !== listing.revision) throw new StalePoll('the listing changed while its feed was polled');
  const { snapshot, exportedNights, inConflict } = row;
  return { snapshot: snapshot ?? undefined, exportedNights: nightSet(exportedNights), inConflict };
}
