import { eachNight, holdsNight, type Stay } from '@roomnight/calendar/stay';

interface Held extends Stay {
  readonly bookingId: string;
}

/** One night of a unit as it was. */
export interface NightThen {
  readonly night: string;
  /** Who held it, or a part of it; each booking once. */
  readonly bookingIds: readonly string[];
  readonly inConflict: boolean;
}

/** Night by night who held a unit; a unit with parts can have several holders. */
export function nightsThen(
  range: Stay,
  { heldNights, conflicts }: { heldNights: readonly Held[]; conflicts: readonly Stay[] },
): NightThen[] {
  return eachNight(range).map((night) => ({
    night,
    bookingIds: [
      ...new Set(heldNights.filter((held) => holdsNight(held, night)).map(({ bookingId }) => bookingId)),
    ],
    inConflict: conflicts.some((conflict) => holdsNight(conflict, night)),
  }));
}
