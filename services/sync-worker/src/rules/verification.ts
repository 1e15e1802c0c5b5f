import type { Night } from '@roomnight/calendar/night';
import {
  countNights,
  intersect,
  nightSet,
  subtract,
  union,
  type NightSet,
} from '@roomnight/calendar/night-set';
import type { Reading } from '../reading/reading.ts';
import { nightsAhead } from './snapshot.ts';

export interface ToVerify {
  readonly today: Night;
  readonly reading: ShownNights;
  /** Nights somebody holds in the listing's unit, or in a part of it. */
  readonly held: NightSet;
  /** Nights the platform itself sold, as far as we were told. */
  readonly sold: NightSet;
  /** Nights a person confirmed to be closed there. */
  readonly acknowledged: NightSet;
}

export interface ShownNights {
  /** Stays, blocks and what cannot be told. */
  readonly taken: NightSet;
  /** Closed by a setting of the platform. */
  readonly settings: NightSet;
}

/** A platform kept by hand, compared with its own feed, from today on. */
export interface Verification {
  /** Should be closed there, and are not. */
  readonly open: NightSet;
  /** Of these, the ones that a person ticked off as done. */
  readonly ticked: NightSet;
  /** Closed there, and nothing here explains it: perhaps a sale. */
  readonly unknown: NightSet;
}

export function nightsOf({ facts, settings }: Pick<Reading, 'facts' | 'settings'>): ShownNights {
  return { taken: nightSet(facts), settings: nightSet(settings) };
}

export function verify({ today, reading, held, sold, acknowledged }: ToVerify): Verification {
  const desired = subtract(nightsAhead(held, today), sold);
  const open = subtract(desired, union(reading.taken, reading.settings));
  const explained = union(union(held, sold), acknowledged);
  return {
    open,
    ticked: intersect(open, acknowledged),
    unknown: subtract(nightsAhead(reading.taken, today), explained),
  };
}

/** What a verification came to, without a full stop. */
export function describeVerification({ open, ticked, unknown }: Verification): string {
  const parts = [
    [countNights(open) - countNights(ticked), 'still to be closed there'],
    [countNights(ticked), 'ticked off and still open there'],
    [countNights(unknown), 'closed there for a reason not known here'],
  ] as const;
  const told = parts
    .filter(([nights]) => nights > 0)
    .map(([nights, what]) => `${nights} ${nights === 1 ? 'night' : 'nights'} ${what}`);
  return told.length > 0 ? told.join(', ') : 'verified, all as it should be';
}
