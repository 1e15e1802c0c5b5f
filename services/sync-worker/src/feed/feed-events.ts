import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { intersect, nightSet } from '@roomnight/calendar/night-set';
import { echoedNights } from '../rules/echo.ts';
import type { LabelledEvent, Labelling } from '../rules/label-events.ts';
import type { FeedContent } from '../rules/snapshot.ts';
import type { ImportListing } from './listing.ts';

/**
 * What of our export decides how the feed's events are labelled. When it is another than the labels were made from, the
 * feed is to be read whole again.
 */
export function echoKey(content: FeedContent, labelling: Labelling): string {
  const closed = nightSet(content.facts.filter(({ kind }) => kind === 'block'));
  return digest(intersect(closed, echoedNights(labelling.exportedNights, labelling.entries)));
}

export function eventsKey(events: readonly LabelledEvent[], echo: string): string {
  return `${digest(events)}.${echo}`;
}

/** Writes a feed's events in the place of those of before. */
export async function writeEvents(
  tx: ClientBase,
  { organizationId, listingId }: ImportListing,
  events: readonly LabelledEvent[],
): Promise<void> {
  await tx.query({
    name: 'drop-feed-events',
    text: 'DELETE FROM sync.feed_events WHERE listing_id = $1',
    values: [listingId],
  });
  await tx.query({
    name: 'write-feed-events',
    text: `INSERT INTO sync.feed_events (organization_id, listing_id, position, check_in, check_out, class, is_imported,
             reason, line)
           SELECT $1, $2, e.position, e.check_in, e.check_out, e.class, e.is_imported, e.reason, e.line
           FROM unnest($3::date[], $4::date[], $5::text[], $6::boolean[], $7::text[], $8::int[]) WITH ORDINALITY
             AS e (check_in, check_out, class, is_imported, reason, line, position)`,
    values: [
      organizationId,
      listingId,
      events.map(({ checkIn }) => checkIn),
      events.map(({ checkOut }) => checkOut),
      events.map(({ as }) => as),
      events.map(({ isImported }) => isImported),
      events.map(({ reason }) => reason),
      events.map(({ line }) => line),
    ],
  });
}

function digest(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22);
}
