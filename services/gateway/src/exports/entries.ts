import { addNights, laterNight, type Night } from '@roomnight/calendar/night';
import { type NightSet, nightSet, subtract, union } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import type { ExportEntry } from '@roomnight/platforms/export';
import type { Settings } from '@roomnight/platforms/settings';

/** Nights one booking holds on one leaf of the listing's unit. */
export interface HeldNights extends Stay {
  bookingId: string;
  kind: 'stay' | 'block';
  /** The listing that sold them; null for a direct booking. */
  listingId: string | null;
  changedAt: Date;
}

/** Which nights a destination is told of. */
export interface Telling extends Pick<
  Settings,
  'exportContents' | 'preparationNightsBefore' | 'preparationNightsAfter'
> {
  /** What ended before this night is over. */
  readonly from: Night;
  /** What begins on this night or later is too far ahead. */
  readonly until: Night;
}

/**
 * The nights to close on a listing's platform: an entry for each unbroken run of a booking's nights, and one for the
 * preparation nights on each side of a stay. What this platform sold itself is never sent back to it, not even when
 * another booking won those nights.
 */
export function exportEntries(
  listingId: string,
  held: readonly HeldNights[],
  soldHere: readonly Stay[],
  telling: Telling,
): ExportEntry[] {
  const ownNights = nightSet(soldHere);
  const told = othersNights(listingId, held, telling).filter(({ checkIn }) => checkIn < telling.until);
  const entries = [...byBooking(told).values()].flatMap((pieces) => entriesOfBooking(pieces, ownNights));
  const taken = union(nightSet(told), ownNights);
  return [...entries, ...preparationEntries(told, taken, telling)].filter(
    ({ checkOut }) => checkOut > telling.from,
  );
}

/** The day on which nights that are too far ahead now come within the horizon; null when there are none. */
export function outlivedOn(
  listingId: string,
  held: readonly HeldNights[],
  telling: Telling,
  horizonDays: number,
): Night | null {
  const [first] = othersNights(listingId, held, telling)
    .map(({ checkIn }) => checkIn)
    .filter((checkIn) => checkIn >= telling.until)
    .toSorted();
  return first === undefined ? null : addNights(first, 1 - horizonDays);
}

function othersNights(
  listingId: string,
  held: readonly HeldNights[],
  { exportContents }: Telling,
): HeldNights[] {
  return held.filter(
    (nights) => nights.listingId !== listingId && (exportContents === 'everything' || nights.kind === 'stay'),
  );
}

/** The parts of a villa hold the same nights: they are merged into one entry. */
function entriesOfBooking(pieces: readonly HeldNights[], ownNights: NightSet): ExportEntry[] {
  const [first] = pieces;
  if (!first) return [];
  return subtract(nightSet(pieces), ownNights).map((stay, at) => ({
    ...stay,
    uid: uidOf(first.bookingId, at),
    kind: first.kind,
    changedAt: first.changedAt,
  }));
}

/**
 * Nights around stays that are free here and closed there. Two stays that want the same night: the earlier one has it,
 * so that no night is closed twice.
 */
function preparationEntries(
  told: readonly HeldNights[],
  taken: NightSet,
  { preparationNightsBefore: before, preparationNightsAfter: after }: Telling,
): ExportEntry[] {
  const stays = [...byBooking(told.filter(({ kind }) => kind === 'stay')).values()]
    .flatMap((pieces) => {
      const [first] = pieces;
      const [run] = nightSet(pieces);
      if (!first || !run) return [];
      const checkOut = pieces.map((piece) => piece.checkOut).reduce(laterNight);
      return [{ ...first, checkIn: run.checkIn, checkOut }];
    })
    .toSorted((a, b) => (`${a.checkIn} ${a.bookingId}` < `${b.checkIn} ${b.bookingId}` ? -1 : 1));
  let closed = taken;
  return stays.flatMap(({ bookingId, checkIn, checkOut, changedAt }) =>
    [
      { side: 'before', checkIn: addNights(checkIn, -before), checkOut: checkIn },
      { side: 'after', checkIn: checkOut, checkOut: addNights(checkOut, after) },
    ].flatMap(({ side, ...wanted }) => {
      const free = subtract(nightSet([wanted]), closed);
      closed = union(closed, free);
      return free.map((nights, at): ExportEntry => ({
        ...nights,
        uid: uidOf(`${bookingId}-${side}`, at),
        kind: 'block',
        changedAt,
      }));
    }),
  );
}

function byBooking(held: readonly HeldNights[]): Map<string, HeldNights[]> {
  return Map.groupBy(held, ({ bookingId }) => bookingId);
}

function uidOf(name: string, at: number): string {
  return `${name}${at === 0 ? '' : `-${at + 1}`}@roomnight`;
}
