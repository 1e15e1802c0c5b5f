import { Dice } from './dice.ts';
import type { HouseRules, OtherEvent, Wished } from './dialects/dialect.ts';
import { dialects } from './dialects/registry.ts';
import { type Holder, NightsBackwards, NightsTaken, StayUnknown } from './failures.ts';
import type { Listing, Stay } from './listing.ts';
import { merge, type Nights, overlap, shift, subtract } from './nights.ts';

/**
 * The rules of one listing's calendar. No clock, network or file: each function is told the time and changes only the
 * listing it is given.
 */

const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTWXYZ23589';

export interface SaleRequest {
  readonly nights: Nights;
  readonly firstName: string;
  readonly tentative: boolean;
  /** Sell although the platform knows the nights are taken. */
  readonly force: boolean;
}

export function activeStays(listing: Listing): Stay[] {
  return listing.stays.filter((stay) => stay.cancelledAt === null);
}

/** The first thing the platform knows of that takes one of these nights. */
export function holderOf(listing: Listing, nights: Nights, exceptUid?: string): Holder | null {
  const stay = activeStays(listing).find((sold) => sold.uid !== exceptUid && overlap(sold, nights));
  if (stay)
    return {
      kind: 'stay',
      checkIn: stay.checkIn,
      checkOut: stay.checkOut,
      uid: stay.uid,
      firstName: stay.firstName,
    };
  const block = listing.blocks.find((closed) => overlap(closed, nights));
  if (block) return { kind: 'block', ...block, uid: null, firstName: null };
  const imported = listing.imported.find((taken) => overlap(taken, nights));
  if (imported) return { kind: 'imported', ...imported, uid: null, firstName: null };
  return null;
}

/** Sells a stay; throws `NightsTaken` unless forced. */
export function sell(listing: Listing, sale: SaleRequest, at: Date): Stay {
  requireForward(sale.nights);
  if (!sale.force) requireFree(listing, sale.nights);
  const dice = new Dice(listing.dice);
  const stay: Stay = {
    uid: dialects[listing.dialect].mintUid(dice),
    checkIn: sale.nights.checkIn,
    checkOut: sale.nights.checkOut,
    firstName: sale.firstName,
    reservationCode: `HM${dice.text(8, CODE_ALPHABET)}`,
    phoneLast4: dice.text(4, '0123456789'),
    tentative: sale.tentative,
    soldAt: at.toISOString(),
    cancelledAt: null,
  };
  listing.dice = dice.state;
  listing.stays.push(stay);
  touch(listing, at);
  return stay;
}

export function cancel(listing: Listing, uid: string, at: Date): Stay {
  const stay = requireStay(listing, uid);
  stay.cancelledAt = at.toISOString();
  touch(listing, at);
  return stay;
}

/** Moves a stay to other nights; on platforms that mint anew it leaves under a new UID. */
export function change(listing: Listing, uid: string, nights: Nights, force: boolean, at: Date): Stay {
  requireForward(nights);
  const stay = requireStay(listing, uid);
  if (!force) requireFree(listing, nights, uid);
  stay.checkIn = nights.checkIn;
  stay.checkOut = nights.checkOut;
  const dialect = dialects[listing.dialect];
  if (dialect.renewsUidOnChange) {
    const dice = new Dice(listing.dice);
    stay.uid = dialect.mintUid(dice);
    listing.dice = dice.state;
  }
  touch(listing, at);
  return stay;
}

/** The host closes nights; sold ones among them stay sold. */
export function block(listing: Listing, nights: Nights, at: Date): void {
  requireForward(nights);
  listing.blocks = merge([...listing.blocks, nights]);
  touch(listing, at);
}

export function unblock(listing: Listing, nights: Nights, at: Date): void {
  requireForward(nights);
  listing.blocks = subtract(listing.blocks, [nights]);
  touch(listing, at);
}

/** Takes over what the calendar that it follows holds, as one whole; an equal list is no change. */
export function importEvents(listing: Listing, events: readonly OtherEvent[], at: Date): void {
  const imported = events.map(({ checkIn, checkOut }) => ({ checkIn, checkOut }));
  const republished = dialects[listing.dialect].republishes ? [...events] : [];
  if (JSON.stringify([listing.imported, listing.republished]) === JSON.stringify([imported, republished]))
    return;
  listing.imported = imported;
  listing.republished = republished;
  touch(listing, at);
}

type Settings = HouseRules & { readonly reexportImported: boolean; readonly pinStamp: boolean };

/** What the host sets; only what is named changes. */
export function configure(listing: Listing, wish: Wished<Settings>, at: Date): void {
  listing.bookingWindowDays = wish.bookingWindowDays ?? listing.bookingWindowDays;
  listing.advanceNoticeDays = wish.advanceNoticeDays ?? listing.advanceNoticeDays;
  listing.preparationNights = wish.preparationNights ?? listing.preparationNights;
  listing.snoozed = wish.snoozed ?? listing.snoozed;
  listing.reexportImported = wish.reexportImported ?? listing.reexportImported;
  listing.pinStamp = wish.pinStamp ?? listing.pinStamp;
  touch(listing, at);
}

/** Drops what no feed shows any more, so that a world of months stays small. */
export function forgetPast(listing: Listing, today: string): void {
  const oldest = shift(today, -dialects[listing.dialect].historyDays - 1);
  listing.stays = listing.stays.filter((stay) => stay.checkOut >= oldest);
  listing.blocks = listing.blocks.filter((closed) => closed.checkOut >= oldest);
}

/** Every change of a calendar ends here: the feed must be rendered again. */
function touch(listing: Listing, at: Date): void {
  listing.revision += 1;
  listing.changedAt = at.toISOString();
}

function requireStay(listing: Listing, uid: string): Stay {
  const stay = activeStays(listing).find((sold) => sold.uid === uid);
  if (!stay) throw new StayUnknown(uid);
  return stay;
}

function requireFree(listing: Listing, nights: Nights, exceptUid?: string): void {
  const holder = holderOf(listing, nights, exceptUid);
  if (holder) throw new NightsTaken(holder);
}

function requireForward(nights: Nights): void {
  if (nights.checkIn >= nights.checkOut) throw new NightsBackwards(nights);
}
