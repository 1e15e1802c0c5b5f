import { istNight } from '@roomnight/calendar/night';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { burdenOf } from './cancel-cost.ts';
import { compareTexts } from './fit.ts';
import { formatMoney } from './money.ts';
import { isGuests, isInHouse, type Booking, type Question } from './question.ts';

/** Which booking is proposed to keep the nights, and why. */
export interface Precedence {
  readonly keeps: Booking;
  readonly gives: Booking;
  /** Why the one keeps them, as the end of a sentence about it. */
  readonly why: string;
}

interface Rule {
  /** Negative where `a` keeps the nights. */
  compare(a: Booking, b: Booking): number;
  why(keeps: Booking): string;
}

/**
 * The first rule that tells the two apart decides: a guest in the house, then a stay over what only closes nights, then a
 * confirmed one, then what the organization wants, then whom it is dearer to cancel, and in the end who booked first.
 */
export function precedenceOf(question: Question): Precedence {
  const [a, b] = question.bookings;
  for (const rule of rulesOf(question)) {
    const order = rule.compare(a, b);
    if (order === 0) continue;
    const [keeps, gives] = order < 0 ? [a, b] : [b, a];
    return { keeps, gives, why: rule.why(keeps) };
  }
  const [keeps, gives] = compareTexts(a.id, b.id) < 0 ? [a, b] : [b, a];
  return { keeps, gives, why: 'nothing tells the two apart' };
}

function rulesOf({ preferences, now }: Question): Rule[] {
  const today = istNight(now);
  const chosen: Record<typeof preferences.winner, Rule> = {
    first_booked: firstBooked,
    platform_order: platformOrder(preferences.directPriority),
    highest_value: highestValue,
  };
  return [
    most((booking) => Number(isGuests(booking) && isInHouse(booking, today)), 'its guest is in the house'),
    most((booking) => Number(isGuests(booking)), 'a guest booked it'),
    most((booking) => Number(booking.kind === 'stay'), 'it is certainly a guest’s'),
    most((booking) => Number(!booking.tentative), 'it is confirmed'),
    chosen[preferences.winner],
    most((booking) => burdenOf(booking, now), 'cancelling it costs more'),
    firstBooked,
  ];
}

function most(measure: (booking: Booking) => number, why: string): Rule {
  return { compare: (a, b) => measure(b) - measure(a), why: () => why };
}

const firstBooked: Rule = {
  compare: (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  why: ({ createdAt }) => `it was known first, since ${formatInstantWithDayIst(createdAt)}`,
};

function platformOrder(directPriority: number): Rule {
  return most(
    ({ platform }) => platform?.priority ?? directPriority,
    'where it was sold comes first in your order',
  );
}

const highestValue: Rule = {
  compare: (a, b) => (a.value === null || b.value === null ? 0 : b.value - a.value),
  why: ({ value }) => `it is worth more, ${formatMoney((value ?? 0) / 100, 'INR')}`,
};
