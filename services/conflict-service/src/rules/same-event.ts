import type { Fact } from './fact.ts';

/** What the reading of a feed puts behind a UID to tell the pieces of one event apart. */
const PIECE = /#(?:left-\d+|\d{4}-\d{2}-\d{2}(?:#\d+)?)$/;
/** Shorter ones are counted, not drawn: two calendars may well have an event "42". */
const SHORTEST = 12;

/**
 * Whether two feeds mean the same event, because their UIDs say so: whoever republishes a calendar keeps them. A UID
 * made from dates names nights, not a booking, and two sales of the same nights would share it.
 */
export function isSameEvent(one: Fact, other: Fact): boolean {
  const name = eventName(one);
  return (
    name !== undefined && name === eventName(other) && !namesDates(name, one) && !namesDates(name, other)
  );
}

/** What a feed calls the event a fact is, or is a piece of; undefined where that is no name to go by. */
export function eventName({ icalUid }: Fact): string | undefined {
  const name = icalUid?.replace(PIECE, '');
  return name === undefined || name.length < SHORTEST || name.startsWith('no-uid:') ? undefined : name;
}

function namesDates(name: string, { checkIn }: Fact): boolean {
  return name.includes(checkIn) || name.includes(checkIn.replaceAll('-', ''));
}
