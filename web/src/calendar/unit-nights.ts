import { formatInstantIst, formatStay } from '@roomnight/calendar/format';
import { nightSet, subtract } from '@roomnight/calendar/night-set';
import { stayLength, type Stay } from '@roomnight/calendar/stay';
import { counted } from '../format.ts';
import type { BookingBarFragment, ConflictSummaryFragment } from '~/graphql/generated/graphql.ts';
import { runsOf, type Run } from './runs.ts';

export type Booking = BookingBarFragment;
export type BookingRun = Run<Booking>;

/** What is known of one unit's nights within the range shown. */
export interface UnitNights {
  readonly bookings: readonly Booking[];
  /** What is drawn: of a mirror only the nights that its originals do not hold, in pieces. */
  readonly drawn: readonly Booking[];
  readonly conflicts: readonly ConflictSummaryFragment[];
  readonly runs: readonly BookingRun[];
  readonly lanes: number;
  /** The open conflicts of each booking that has one. */
  readonly conflictsOf: ReadonlyMap<string, readonly ConflictSummaryFragment[]>;
}

export function unitNights(
  all: readonly Booking[],
  allConflicts: readonly ConflictSummaryFragment[],
  range: Stay,
): UnitNights {
  const bookings = all.filter(({ status }) => status === 'ACTIVE');
  const conflicts = allConflicts.filter(({ status }) => status !== 'RESOLVED');
  const pairs = conflicts.flatMap((conflict) => conflict.bookings.map(({ id }) => ({ id, conflict })));
  const conflictsOf = new Map(
    [...Map.groupBy(pairs, ({ id }) => id)].map(([id, found]) => [id, found.map(({ conflict }) => conflict)]),
  );
  const drawn = bookings.flatMap((booking) => ownNightsOf(booking, bookings));
  return { bookings, drawn, conflicts, conflictsOf, ...runsOf(drawn, range) };
}

function ownNightsOf(booking: Booking, bookings: readonly Booking[]): Booking[] {
  if (booking.mirrorOf.length === 0) return [booking];
  const ids = new Set(booking.mirrorOf.map(({ original }) => original.id));
  const held = nightSet(bookings.filter(({ id }) => ids.has(id)));
  return subtract(nightSet([booking]), held).map((nights) => ({ ...booking, ...nights }));
}

/** Whether a platform's feed changes and cancels this booking: not once its listing is deleted. */
export function feedDecides({ source, listing }: Booking): boolean {
  return source === 'IMPORT' && listing !== null && listing.status !== 'DELETED';
}

/** Who holds a booking's nights, in as few words as there are. */
export function titleOf(
  booking: Pick<Booking, 'kind' | 'source' | 'guestName' | 'cannotTell' | 'heldUntil'>,
  platformName: string,
): string {
  if (booking.kind === 'BLOCK')
    return booking.guestName ?? (booking.cannotTell ? 'Closed, perhaps a guest' : 'Blocked');
  if (booking.heldUntil !== null) {
    const end = formatInstantIst(new Date(booking.heldUntil));
    return `Held until ${end}${booking.guestName === null ? '' : `: ${booking.guestName}`}`;
  }
  return booking.guestName ?? (booking.source === 'DIRECT' ? 'Direct booking' : `${platformName} guest`);
}

/** A run as a screen reader says it: guest, platform, nights and what is special. */
export function spokenRun(run: BookingRun, platformName: string, conflicting: boolean): string {
  if (run.kind === 'free') {
    return `Free, ${counted(stayLength(run.stay), 'night')}, ${formatStay(run.stay)}`;
  }
  const parts = [titleOf(run.booking, platformName), platformName, formatStay(run.stay)];
  if (run.booking.tentative) parts.push('tentative');
  if (conflicting) parts.push('conflict');
  return parts.join(', ');
}
