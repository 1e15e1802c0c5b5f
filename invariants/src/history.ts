import { addNights, nightsBetween, type Night } from '@roomnight/calendar/night';
import { eachNight } from '@roomnight/calendar/stay';
import type { Listing } from '@roomnight/simulator/listing';
import { activeStays } from '@roomnight/simulator/world';

/** No feed shows a later night. */
const FURTHEST_DAYS = 370;

/** What ever was true of a listing on its platform: a copy of its feed may be old, so it may be told late. */
export class History {
  /** Nights that were ever sold, there or on the platform whose feed is published again. */
  readonly sold = new Set<Night>();
  /** Nights that were ever closed, by the host or by another calendar than ours. */
  readonly closed = new Set<Night>();
  /** Nights that were ever imported from us. */
  readonly imported = new Set<Night>();
  /** Nights that the house rules ever closed. */
  readonly ruledOut = new Set<Night>();

  /** Looks at the platform's truth after each thing that happened there, and on each day. */
  note(outside: Listing, follows: Listing | undefined, today: Night): void {
    for (const stay of [...activeStays(outside), ...outside.republished]) {
      for (const night of eachNight(stay)) this.sold.add(night);
    }
    for (const block of [...outside.blocks, ...(follows ? outside.imported : [])]) {
      for (const night of eachNight(block)) this.closed.add(night);
    }
    for (const echo of outside.imported) {
      for (const night of eachNight(echo)) this.imported.add(night);
    }
    for (const night of nightsRuledOut(outside, today)) this.ruledOut.add(night);
  }
}

/** Closed by what the host set for the whole listing, as far ahead as anything here happens. */
function nightsRuledOut(outside: Listing, today: Night): Night[] {
  const { advanceNoticeDays, preparationNights, bookingWindowDays } = outside;
  const tooSoon = { checkIn: today, checkOut: addNights(today, advanceNoticeDays) };
  const tooFar = { checkIn: addNights(today, bookingWindowDays), checkOut: addNights(today, FURTHEST_DAYS) };
  const unsold = [tooSoon, tooFar].flatMap(eachNight);
  if (preparationNights === 0) return unsold;
  const around = activeStays(outside).flatMap(({ checkIn, checkOut }) => [
    ...eachNight({ checkIn: addNights(checkIn, -preparationNights), checkOut: checkIn }),
    ...eachNight({ checkIn: checkOut, checkOut: addNights(checkOut, preparationNights) }),
  ]);
  return [...unsold, ...around].filter((night) => nightsBetween(today, night) >= 0);
}
