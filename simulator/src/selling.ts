import { Dice } from './dice.ts';
import { dialects } from './dialects/registry.ts';
import type { Listing, Stay } from './listing.ts';
import { dateInIndia, nightCount, type Nights, overlap, shift, subtract } from './nights.ts';
import { activeStays, cancel, change, forgetPast, holderOf, sell } from './world.ts';

const DAY_MS = 86_400_000;
const FURTHEST_DAYS = 300;
const MEAN_LEAD_DAYS = 35;
const NEAR_DAYS = 60;
const FULL_SHARE = 0.6;
const ATTEMPTS = 8;
const LENGTHS = [1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7] as const;
const FIRST_NAMES = [
  'Aarav',
  'Ananya',
  'Arjun',
  'Claire',
  'Daniel',
  'Diya',
  'Emma',
  'Farhan',
  'Hannah',
  'Ishaan',
  'Kabir',
  'Kavya',
  'Liam',
  'Lucía',
  'Meera',
  'Neha',
  'Olivia',
  'Priya',
  'Rahul',
  'Rohan',
  'Saanvi',
  'Sofia',
  'Tara',
  'Vikram',
] as const;

/** A guest's first name by chance. */
export function anyName(listing: Listing): string {
  return throwing(listing, (dice) => dice.pick(FIRST_NAMES));
}

/**
 * How full a listing begins: the share of nights sold near today; far ones are at 30 % of it. The nights to avoid are
 * those that other listings of the same unit sold.
 */
export function stock(listing: Listing, occupancy: number, avoid: readonly Nights[], at: Date): void {
  if (occupancy <= 0) return;
  const today = dateInIndia(at);
  const last = shift(today, Math.min(FURTHEST_DAYS, listing.bookingWindowDays));
  let checkIn = shift(today, -Math.max(4, dialects[listing.dialect].historyDays));
  for (;;) {
    const ahead = Math.max(0, nightCount(today, checkIn));
    const full = Math.min(0.95, occupancy * (1 - (0.7 * ahead) / FURTHEST_DAYS));
    const { gap, length } = throwing(listing, (dice) => ({
      length: dice.pick(LENGTHS),
      gap: Math.round(dice.wait((3.5 * (1 - full)) / full)),
    }));
    const nights = { checkIn: shift(checkIn, gap), checkOut: shift(checkIn, gap + length) };
    if (nights.checkOut > last) return;
    const free =
      holderOf(listing, prepared(listing, nights)) === null && !avoid.some((sold) => overlap(sold, nights));
    if (free) sellByChance(listing, nights, at);
    checkIn = nights.checkOut;
  }
}

/** Sets when chance next strikes; never where nothing is sold. */
export function schedule(listing: Listing, from: Date, speed: number): void {
  const perDay = listing.sellRate * speed;
  listing.nextDealAt =
    perDay > 0
      ? new Date(
          from.getTime() + Math.ceil(throwing(listing, (dice) => dice.wait(DAY_MS / perDay))),
        ).toISOString()
      : null;
}

/**
 * Lets chance do all it meant to do up to `now`: the same seed and the same commands give the same calendar, however
 * often this is called. True when something happened.
 */
export function advance(listing: Listing, now: Date, speed: number): boolean {
  let dealt = false;
  while (listing.nextDealAt !== null && new Date(listing.nextDealAt) <= now) {
    const at = new Date(listing.nextDealAt);
    deal(listing, at);
    schedule(listing, at, speed);
    dealt = true;
  }
  if (dealt) forgetPast(listing, dateInIndia(now));
  return dealt;
}

/**
 * Of a hundred happenings 82 are sales, 11 cancellations and 7 changes of dates; in a full house 42, 51 and 7, or a
 * world sped up would be sold out within days.
 */
function deal(listing: Listing, at: Date): void {
  const throwOf100 = throwing(listing, (dice) => dice.between(0, 99));
  const today = dateInIndia(at);
  const sales = isFull(listing, today) ? 42 : 82;
  if (throwOf100 < sales) return sellSomething(listing, today, at);
  const stay = anyFutureStay(listing, today);
  if (stay === null) return;
  if (throwOf100 < 93) cancel(listing, stay.uid, at);
  else moveSomewhere(listing, stay, today, at);
}

function sellSomething(listing: Listing, today: string, at: Date): void {
  const furthest = Math.min(FURTHEST_DAYS, listing.bookingWindowDays);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { lead, length } = throwing(listing, (dice) => ({
      lead: Math.floor(dice.wait(MEAN_LEAD_DAYS)),
      length: dice.pick(LENGTHS),
    }));
    const nights = { checkIn: shift(today, lead), checkOut: shift(today, lead + length) };
    const bookable = lead >= listing.advanceNoticeDays && lead + length <= furthest && !listing.snoozed;
    if (bookable && holderOf(listing, prepared(listing, nights)) === null) {
      return sellByChance(listing, nights, at);
    }
  }
}

/** The nights and those around them that the house needs for itself. */
function prepared(listing: Listing, nights: Nights): Nights {
  const { preparationNights } = listing;
  return {
    checkIn: shift(nights.checkIn, -preparationNights),
    checkOut: shift(nights.checkOut, preparationNights),
  };
}

function sellByChance(listing: Listing, nights: Nights, at: Date): void {
  sell(listing, { nights, firstName: anyName(listing), tentative: false, force: false }, at);
}

function moveSomewhere(listing: Listing, stay: Stay, today: string, at: Date): void {
  const { days, longer } = throwing(listing, (dice) => ({
    days: dice.between(-3, 3),
    longer: dice.between(0, 1),
  }));
  const nights = { checkIn: shift(stay.checkIn, days), checkOut: shift(stay.checkOut, days + longer) };
  const same = days === 0 && longer === 0;
  if (same || nights.checkIn < today || holderOf(listing, prepared(listing, nights), stay.uid) !== null)
    return;
  change(listing, stay.uid, nights, false, at);
}

function isFull(listing: Listing, today: string): boolean {
  const near = { checkIn: today, checkOut: shift(today, NEAR_DAYS) };
  const taken = [...activeStays(listing), ...listing.blocks, ...listing.imported];
  const left = subtract([near], taken).reduce(
    (sum, free) => sum + nightCount(free.checkIn, free.checkOut),
    0,
  );
  return left < NEAR_DAYS * (1 - FULL_SHARE);
}

function anyFutureStay(listing: Listing, today: string): Stay | null {
  const future = activeStays(listing).filter((stay) => stay.checkIn > today);
  const place = throwing(listing, (dice) => dice.between(0, Math.max(0, future.length - 1)));
  return future[place] ?? null;
}

/** Throws the listing's own dice and keeps their state with it. */
function throwing<T>(listing: Listing, use: (dice: Dice) => T): T {
  const dice = new Dice(listing.dice);
  const result = use(dice);
  listing.dice = dice.state;
  return result;
}
