import type { EventType, LoggedEvent } from '@roomnight/database/event-log';

/** What changed in one organization, by ids. */
export interface Concern {
  organizationId: string;
  unitIds: string[];
  listingIds: string[];
}

const RELEVANT: ReadonlySet<EventType> = new Set([
  'CalendarChanged',
  'BookingCreated',
  'BookingChanged',
  'BookingCancelled',
  'ListingChanged',
]);

/** The units and listings whose manual work the events may have changed; each named once. */
export function concerns(
  events: readonly Pick<LoggedEvent, 'organizationId' | 'type' | 'unitId' | 'listingId'>[],
): Concern[] {
  const relevant = events.filter((event) => RELEVANT.has(event.type));
  return [...Map.groupBy(relevant, (event) => event.organizationId)].map(([organizationId, own]) => ({
    organizationId,
    unitIds: distinct(own.map((event) => event.unitId)),
    listingIds: distinct(own.map((event) => event.listingId)),
  }));
}

function distinct(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
