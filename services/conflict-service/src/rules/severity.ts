import { nightsBetween, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { formatMoney } from '@roomnight/resolutions/money';
import { isHold, type Fact } from './fact.ts';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';

export type Severity = 'low' | 'medium' | 'high';

export interface Judgement {
  readonly severity: Severity;
  /** Why, as a manager reads it. */
  readonly reason: string;
}

/** Two guests expected within this many days leave no time to find a room at leisure. */
const URGENT_DAYS = 14;
/** So many contested nights are hard to find elsewhere, and so many days before them it is time to look. */
const LONG_NIGHTS = 7;
const URGENT_LONG_DAYS = 30;
/** So much for the dearer of the two stays, in paise: a refund or another place of that price is no small matter. */
const DEAR_PAISE = 5_000_000;
/** A closed night can be opened, but not after the guest has packed. */
const URGENT_BLOCK_DAYS = 3;

/**
 * How bad a conflict is, by the first rule that applies:
 * 1. the nights are over: low
 * 2. a hold: low, for it has given the nights up and is soon over
 * 3. no time to prepare between two stays: medium within 3 days, else low
 * 4. a stay on a listing that is closed: medium within 14 days, else low
 * 5. nights that a platform can still sell though it should know by now: medium within 14 days, else low
 * 6. a guest is in the house on a contested stay: high
 * 7. what is not known to be a stay, nor to be none: medium within 14 days, else low
 * 8. a guest and a block: medium within 3 days of the first contested night, else low
 * 9. one of the two stays is only tentative: medium within 14 days, else low
 * 10. two confirmed stays, or one more than a room type has rooms: high within 14 days, or within 30 where a week or more is
 *     contested, for which another place is hard to find, or where a stay of ₹50,000 or more is at risk; else medium
 *
 * @param second null where it is about one booking and a listing
 * @param nights the contested nights
 * @param today the date in India
 */
export function judge(
  first: Fact,
  second: Fact | null,
  nights: Stay,
  today: Night,
  kind: ConflictKind,
): Judgement {
  if (nights.checkOut <= today) return { severity: 'low', reason: 'The nights are over.' };
  const days = Math.max(0, nightsBetween(today, nights.checkIn));
  if (isHold(first) || (second !== null && isHold(second))) {
    return {
      severity: 'low',
      reason: `Nights on hold were taken, ${inDays(days)}: the hold cannot be confirmed.`,
    };
  }
  if (kind === 'preparation') {
    const severity = days <= URGENT_BLOCK_DAYS ? 'medium' : 'low';
    return { severity, reason: `No time to prepare the place between two stays, ${inDays(days)}.` };
  }
  if (second === null) {
    const severity = days <= URGENT_DAYS ? 'medium' : 'low';
    const reason =
      kind === 'closed_listing'
        ? `A stay on a listing that is closed, ${inDays(days)}.`
        : `Taken here, and still for sale on a platform that should have fetched our calendar by now, ${inDays(days)}.`;
    return { severity, reason };
  }
  if ([first, second].some((fact) => fact.kind === 'stay' && isInHouse(fact, today))) {
    return { severity: 'high', reason: 'A guest is in the house.' };
  }
  if (first.cannotTell || second.cannotTell) {
    const severity = days <= URGENT_DAYS ? 'medium' : 'low';
    return {
      severity,
      reason: `Perhaps two stays, ${inDays(days)}: a calendar that does not tell guests from closed nights has them too.`,
    };
  }
  if (first.kind !== second.kind) {
    const severity = days <= URGENT_BLOCK_DAYS ? 'medium' : 'low';
    return { severity, reason: `A guest booked nights that are closed, ${inDays(days)}.` };
  }
  if (first.tentative || second.tentative) {
    const severity = days <= URGENT_DAYS ? 'medium' : 'low';
    return { severity, reason: `Two stays, one of them not confirmed yet, ${inDays(days)}.` };
  }
  const contested = nightsBetween(nights.checkIn, nights.checkOut);
  const isLong = contested >= LONG_NIGHTS;
  const atRisk = Math.max(first.valuePaise ?? 0, second.valuePaise ?? 0);
  const isDear = atRisk >= DEAR_PAISE;
  const severity = days <= (isLong || isDear ? URGENT_LONG_DAYS : URGENT_DAYS) ? 'high' : 'medium';
  const what = kind === 'pool' ? 'One stay more than there are rooms' : 'Two confirmed stays';
  const long = isLong ? ` for ${contested} nights` : '';
  const dear = isDear ? `, ${formatMoney(atRisk / 100, 'INR')} at risk` : '';
  return { severity, reason: `${what}${long}${dear}, ${inDays(days)}.` };
}

function isInHouse(stay: Stay, today: Night): boolean {
  return stay.checkIn < today && today < stay.checkOut;
}

/** Counted from the day of judging, which the conflict's dates put in place. */
function inDays(days: number): string {
  if (days === 0) return 'from tonight';
  return days === 1 ? 'from tomorrow night' : `${days} days ahead`;
}
