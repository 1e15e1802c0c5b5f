import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { millisecondsInHour } from 'date-fns/constants';
import { nightStart } from '@roomnight/calendar/night';
import { formatMoney } from './money.ts';
import type { Booking, SoldOn } from './question.ts';

/** What a way out costs, as far as it can be known. */
export interface Cost {
  /** In `currency`; null where it is not known. */
  readonly amount: number | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly sentence: string;
}

/** Guests are let in from two in the afternoon; platforms count their hours from there. */
const ARRIVAL_HOUR = 14;
/** Shares are of what the guest pays here, in rupees. */
const VALUE_CURRENCY = 'INR';

/**
 * What it costs to cancel a guest: what the platform charges by the time left before arrival, and the booking itself.
 * A share of a booking whose value nobody said stays a share; bounds in another currency are said, not converted.
 */
export function cancelCost(booking: Booking, now: Date): Cost {
  const { platform, tentative, value } = booking;
  const lost = value === null ? '' : ` The booking’s ${rupees(value)} are lost.`;
  if (tentative)
    return { amount: 0, currency: VALUE_CURRENCY, sentence: 'Nothing: it is not confirmed yet.' };
  if (platform === null) {
    const sentence = `No platform charges anything; what the guest paid is given back.${lost}`;
    return { amount: 0, currency: VALUE_CURRENCY, sentence };
  }
  const { penalty, name } = platform;
  const percent = percentAt(booking, now);
  const rest = `${penalty.note === '' ? '' : ` ${penalty.note}`}${lost}`;
  if (percent === 0) {
    return { amount: 0, currency: penalty.currency, sentence: `${name} charges nothing yet.${rest}` };
  }
  const terms = termsOf(penalty, percent);
  if (terms === '') {
    const sentence = `What ${name} charges is not a fixed share.${rest}`;
    return { amount: null, currency: penalty.currency, sentence };
  }
  if (value === null || percent === undefined) {
    return { amount: null, currency: penalty.currency, sentence: `${name} charges ${terms}.${rest}` };
  }
  const share = ((value / 100) * percent) / 100;
  // Only money of one currency can be compared.
  const isComparable = penalty.currency === VALUE_CURRENCY;
  const amount = isComparable
    ? Math.min(Math.max(share, penalty.minimum ?? 0), penalty.maximum ?? Infinity)
    : share;
  const sentence = `${name} charges about ${formatMoney(amount, VALUE_CURRENCY)}: ${terms}.${rest}`;
  return { amount, currency: VALUE_CURRENCY, sentence };
}

/** How dear a cancellation is for comparing: the share that is charged, of the value where both are known. */
export function burdenOf(booking: Booking, now: Date): number {
  if (booking.tentative || booking.platform === null) return 0;
  return percentAt(booking, now) ?? 0;
}

/** The step that applies: of those whose time has come, the latest. */
function percentAt(booking: Booking, now: Date): number | undefined {
  const hours = hoursLeft(booking, now);
  const steps = booking.platform?.penalty.steps ?? [];
  if (steps.length === 0) return undefined;
  const begun = steps.filter(({ hoursBefore }) => hours < hoursBefore);
  return begun.toSorted((a, b) => a.hoursBefore - b.hoursBefore || b.percent - a.percent)[0]?.percent ?? 0;
}

function hoursLeft({ checkIn }: Booking, now: Date): number {
  return differenceInMilliseconds(nightStart(checkIn), now) / millisecondsInHour + ARRIVAL_HOUR;
}

function termsOf({ minimum, maximum, currency }: SoldOn['penalty'], percent: number | undefined): string {
  const terms = [
    percent === undefined ? '' : `${percent}% of the booking`,
    minimum === null ? '' : `at least ${formatMoney(minimum, currency)}`,
    maximum === null ? '' : `at most ${formatMoney(maximum, currency)}`,
  ];
  return terms.filter((term) => term !== '').join(', ');
}

function rupees(paise: number): string {
  return formatMoney(paise / 100, VALUE_CURRENCY);
}
