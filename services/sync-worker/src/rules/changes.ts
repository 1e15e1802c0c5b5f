import type { Night } from '@roomnight/calendar/night';
import { contains, type Stay } from '@roomnight/calendar/stay';
import type { CancelBooking, Change, PutBooking } from '@roomnight/contracts/change-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import { nightsHeld, type SnapshotEntry } from './snapshot.ts';

export interface EntryChange {
  readonly entry: SnapshotEntry;
  readonly changes: readonly Change[];
}

/** The id of a new booking; of one seen for the first time, by what is reported of it. */
export type NewId = (fact?: FeedFact) => string;

/** A booking seen for the first time. */
export function created(fact: FeedFact, newId: NewId): EntryChange {
  const entry: SnapshotEntry = { bookingId: newId(fact), fact, givingUp: [], standIns: [] };
  return { entry, changes: bookingsOf(entry) };
}

/**
 * From what the calendar was told to what it should hold now; no change where nothing differs.
 *
 * @param by the person whose word it follows, if it follows one
 */
export function changed(
  before: SnapshotEntry,
  wanted: SnapshotEntry,
  newId: NewId,
  by?: string,
): EntryChange {
  const apart = piecesOf(wanted).apart.length;
  const standIns = Array.from({ length: apart }, (_, at) => wanted.standIns[at] ?? newId());
  const after = { ...wanted, standIns };
  const told = new Map(bookingsOf(before).map((booking) => [booking.bookingId, booking]));
  const puts = bookingsOf(after).filter((booking) => !isTold(booking, told.get(booking.bookingId)));
  const dropped = before.standIns.filter((bookingId) => !standIns.includes(bookingId));
  const reason = 'A second healthy poll confirmed that the booking left these nights.';
  const changes = [...puts, ...dropped.map((bookingId) => cancel(bookingId, reason))];
  return { entry: after, changes: changes.map((change) => (by === undefined ? change : { ...change, by })) };
}

/** What of the booking is not over. */
export function cancelled(entry: SnapshotEntry, reason: string, today: Night, by?: string): Change[] {
  const ahead = bookingsOf(entry).filter(({ checkOut }) => checkOut > today);
  return ahead.map(({ bookingId }) => ({ ...cancel(bookingId, reason), ...(by !== undefined && { by }) }));
}

/** The bookings that hold an entry's nights: its own, and one for each piece apart from it. */
function bookingsOf(entry: SnapshotEntry): PutBooking[] {
  const { own, apart } = piecesOf(entry);
  const { bookingId, fact, standIns } = entry;
  const booking = put(bookingId, fact, own);
  const rest = apart.flatMap((piece, at): PutBooking[] => {
    const standIn = standIns[at];
    if (standIn === undefined) return [];
    const reason =
      'The booking moved to other nights; these are freed when a second healthy poll confirms it.';
    return [{ ...put(standIn, fact, piece), icalUid: `${fact.uid}#left-${at + 1}`, reason }];
  });
  return [booking, ...rest];
}

function put(bookingId: string, fact: FeedFact, { checkIn, checkOut }: Stay): PutBooking {
  const { kind, cannotTell = false, tentative, uid: icalUid, reason, guest } = fact;
  return { op: 'put', bookingId, kind, cannotTell, tentative, checkIn, checkOut, icalUid, reason, guest };
}

function isTold(booking: PutBooking, told: PutBooking | undefined): boolean {
  if (told === undefined) return false;
  const before = fields(told);
  return fields(booking).every((field, at) => field === before[at]);
}

function fields({ kind, cannotTell, tentative, checkIn, checkOut, icalUid, reason, guest }: PutBooking) {
  const { name, phoneLast4, reservationCode } = guest;
  return [kind, cannotTell, tentative, checkIn, checkOut, icalUid, reason, name, phoneLast4, reservationCode];
}

function cancel(bookingId: string, reason: string): CancelBooking {
  return { op: 'cancel', bookingId, reason };
}

/** The range around the reported dates, grown by what touches them, and what lies apart. */
function piecesOf(entry: SnapshotEntry): { own: Stay; apart: Stay[] } {
  const held = nightsHeld(entry);
  const own = held.find((piece) => contains(piece, entry.fact)) ?? entry.fact;
  return { own, apart: held.filter((piece) => piece !== own) };
}
