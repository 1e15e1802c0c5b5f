import { intersect, nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import { laterNight, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';

export type Action = 'close' | 'open';

/** Close or open these nights on the platform. */
export interface Change {
  action: Action;
  stay: Stay;
}

export interface Item extends Change {
  id: string;
}

/** A manual listing as it stands. */
export interface Situation {
  today: Night;
  /** Nights somebody holds in the listing's unit, or in any part of it. */
  held: NightSet;
  /** Nights the platform itself sold: it closed them without us. */
  sold: NightSet;
  /** Nights a person confirmed to be closed there. */
  acknowledged: NightSet;
  items: readonly Item[];
  /** A change in the pieces that the platform's form takes in one go. */
  split: (change: Change) => readonly Change[];
}

/** The outstanding work, and how the open items come to say it. */
export interface Plan {
  acknowledged: NightSet;
  /** Items that are still right, without the nights that have passed. */
  keep: Item[];
  add: Change[];
  withdraw: Item[];
}

/** No night on sale is later: the calendar's own years end here too. */
const END = '2101-01-01';

/**
 * The least work that makes the platform right: nights held minus nights confirmed are to be closed, the other
 * way round to be opened. Nights that have passed need no work.
 *
 * What the platform sold itself is no longer what a person confirmed: when such a stay is cancelled there, the
 * platform may open the nights by itself, so they are asked for again if somebody else holds them.
 */
export function planWork({ today, held, sold, acknowledged, items, split }: Situation): Plan {
  const ahead = nightSet([{ checkIn: today, checkOut: END }]);
  const desired = subtract(intersect(held, ahead), sold);
  const confirmed = subtract(intersect(acknowledged, ahead), sold);
  const changes = [
    ...changesOf('close', subtract(desired, confirmed)),
    ...changesOf('open', subtract(confirmed, desired)),
  ].flatMap(split);
  const wanted = new Map(changes.map((change) => [identity(change), change]));

  const keep: Item[] = [];
  const withdraw: Item[] = [];
  for (const item of items) {
    const left = { ...item, stay: { ...item.stay, checkIn: laterNight(item.stay.checkIn, today) } };
    if (wanted.delete(identity(left))) keep.push(left);
    else withdraw.push(item);
  }
  return { acknowledged: confirmed, keep, add: [...wanted.values()], withdraw };
}

/** The confirmed nights once a person did this change. */
export function confirm(acknowledged: NightSet, { action, stay }: Change): NightSet {
  const nights = nightSet([stay]);
  return action === 'close' ? nightSet([...acknowledged, ...nights]) : subtract(acknowledged, nights);
}

function changesOf(action: Action, nights: NightSet): Change[] {
  return nights.map((stay) => ({ action, stay }));
}

function identity({ action, stay }: Change): string {
  return `${action} ${stay.checkIn} ${stay.checkOut}`;
}
