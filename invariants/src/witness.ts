import type { Night } from '@roomnight/calendar/night';
import { CalendarUnreadable, readEvents } from '@roomnight/simulator/ical-read';
import type { FetchResult } from '@roomnight/sync-worker/fetching/fetch-result';
import { type Booking, nightsOf } from './calendar.ts';
import { Broken, none } from './broken.ts';

interface Absence {
  /** Of the first poll in a row that did not show the night. */
  readonly since: Date;
  readonly polls: number;
}

interface Poll {
  readonly fetched: FetchResult | undefined;
  readonly wasBelieved: boolean;
  /** The listing's bookings as they were before it. */
  readonly before: readonly Booking[];
  /** Nights that its platform has only because it imported them from us: they show nobody of its own. */
  readonly echoed: ReadonlySet<Night>;
  readonly today: Night;
  readonly now: Date;
}

/** Nights given up by a stay that moved, which hold until one more poll. */
const LEFT = /#left-\d+$/;

/**
 * Reads beside the product, with the platforms' own reader, what one feed really said, and remembers for how long which
 * nights were not in it. It knows nothing of bookings' identities: only of nights.
 */
export class Witness {
  #nights: ReadonlySet<Night> = new Set();
  readonly #absent = new Map<Night, Absence>();

  /** A poll is over. Breaks if the product believed what no one should. */
  heard({ fetched, wasBelieved, before, echoed, today, now }: Poll): void {
    if (fetched === undefined || !wasBelieved) return;
    if (fetched.kind === 'failed') throw new Broken('a fetch that failed was believed', fetched);
    const said = fetched.kind === 'body' ? this.#read(fetched.bytes.toString(), today) : this.#nights;
    const ahead = before.filter(({ icalUid }) => !LEFT.test(icalUid ?? ''));
    const gone = ahead.filter((booking) =>
      [...nightsOf([booking], today)].every((night) => !said.has(night)),
    );
    if (said.size === 0) none('an empty feed was believed', ahead, { today });
    if (gone.length >= 3 && gone.length * 2 > ahead.length)
      throw new Broken('a feed that lost most was believed', { gone, of: ahead.length });
    this.#nights = said;
    for (const night of new Set([...nightsOf(before, today), ...this.#absent.keys()])) {
      const known = this.#absent.get(night);
      const isShown = said.has(night) && !echoed.has(night);
      if (isShown || night < today) this.#absent.delete(night);
      else this.#absent.set(night, { since: known?.since ?? now, polls: (known?.polls ?? 0) + 1 });
    }
  }

  /** In how many polls in a row, and since when, the feed did not show that night. */
  absence(night: Night): Absence | undefined {
    return this.#absent.get(night);
  }

  #read(text: string, today: Night): Set<Night> {
    try {
      return nightsOf(readEvents(text), today);
    } catch (error) {
      if (error instanceof CalendarUnreadable)
        throw new Broken('what is no calendar was believed', text.slice(0, 200));
      throw error;
    }
  }
}
