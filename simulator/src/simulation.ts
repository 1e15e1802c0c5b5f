import { Dice } from './dice.ts';
import { digestNumber } from './digest.ts';
import type { HouseRules, PlatformName, Wished } from './dialects/dialect.ts';
import { type DialectName, dialects, usualDialect } from './dialects/registry.ts';
import { ExportMissing, ListingUnknown } from './failures.ts';
import { type Fetch, pollExport } from './export-poller.ts';
import type { Listing, Poll, StoredWorld } from './listing.ts';
import { advance, schedule, stock } from './selling.ts';
import { activeStays } from './world.ts';

/** A listing to be made; everything but platform and name has a lifelike default. */
export interface NewListing extends Wished<HouseRules> {
  readonly platform: PlatformName;
  readonly name: string;
  readonly dialect?: DialectName | undefined;
  readonly seed?: number | undefined;
  readonly sellRate?: number | undefined;
  readonly occupancy?: number | undefined;
  readonly exportUrl?: string | undefined;
  /** Listings of the same unit, whose stays the initial stock leaves alone. */
  readonly besides?: readonly string[] | undefined;
}

export interface SimulationOptions {
  readonly clock: () => Date;
  readonly fetch: Fetch;
  readonly seed: number;
  /** How much faster than the real platforms sales and visits come. */
  readonly speed: number;
}

const SELL_RATE = 0.12;
const OCCUPANCY = 0.35;
const BOOKING_WINDOWS = [180, 270, 365] as const;
const MINUTE_MS = 60_000;

/** The world of all listings, moved by an injected clock. */
export class Simulation {
  readonly #options: SimulationOptions;
  readonly #listings = new Map<string, Listing>();
  readonly #byFeedPath = new Map<string, Listing>();
  readonly #polling = new Set<string>();
  #seed: number;
  #created: number;

  constructor(options: SimulationOptions, stored: StoredWorld | null) {
    this.#options = options;
    this.#seed = stored?.seed ?? options.seed;
    this.#created = stored?.created ?? 0;
    for (const listing of stored?.listings ?? []) this.#add(listing);
  }

  get now(): Date {
    return this.#options.clock();
  }

  get stored(): StoredWorld {
    return { seed: this.#seed, created: this.#created, listings: this.listings };
  }

  get listings(): Listing[] {
    return [...this.#listings.values()];
  }

  /** A listing up to date with the clock; throws `ListingUnknown`. */
  listing(id: string): Listing {
    const listing = this.#listings.get(id);
    if (!listing) throw new ListingUnknown(id);
    this.advance(listing);
    return listing;
  }

  /** The listing whose feed lives at this path and query, up to date with the clock. */
  listingAt(feedPath: string): Listing | null {
    const listing = this.#byFeedPath.get(feedPath);
    if (listing) this.advance(listing);
    return listing ?? null;
  }

  create(wish: NewListing): Listing {
    const now = this.now;
    const id = `${wish.platform}-${++this.#created}`;
    const seed = wish.seed ?? digestNumber(this.#seed, id);
    const dialect = wish.dialect ?? usualDialect[wish.platform];
    const dice = new Dice(Dice.stateOf(seed));
    const listing: Listing = {
      id,
      name: wish.name,
      platform: wish.platform,
      dialect,
      seed,
      feedPath: dialects[dialect].feedPath(digestNumber(this.#seed, id, seed)),
      sellRate: wish.sellRate ?? SELL_RATE,
      bookingWindowDays: wish.bookingWindowDays ?? dice.pick(BOOKING_WINDOWS),
      advanceNoticeDays: wish.advanceNoticeDays ?? 0,
      preparationNights: wish.preparationNights ?? 0,
      snoozed: wish.snoozed ?? false,
      reexportImported: true,
      pinStamp: false,
      exportUrl: null,
      pollMinutes: null,
      stays: [],
      blocks: [],
      imported: [],
      republished: [],
      revision: 0,
      changedAt: now.toISOString(),
      dice: dice.state,
      nextDealAt: null,
      nextPollAt: null,
      exportEtag: null,
      misbehaviour: { mode: 'ok', left: null, redirectTo: null, retryAfterSeconds: 120, answered: 0 },
      fetches: [],
      polls: [],
    };
    const avoid = (wish.besides ?? []).flatMap((other) => activeStays(this.listing(other)));
    stock(listing, wish.occupancy ?? OCCUPANCY, avoid, now);
    schedule(listing, now, this.#options.speed);
    if (wish.exportUrl !== undefined) this.followExport(listing, wish.exportUrl);
    this.#add(listing);
    return listing;
  }

  remove(id: string): void {
    const listing = this.listing(id);
    this.#listings.delete(id);
    this.#byFeedPath.delete(listing.feedPath);
  }

  /** Points the listing at another export, as a host pasting a link does, or at none; the first visit comes soon. */
  followExport(listing: Listing, url: string | null): void {
    listing.exportUrl = url;
    listing.exportEtag = null;
    listing.nextPollAt = url === null ? null : this.#visitAfter(listing, 0.05);
  }

  /** Another pace of visits, in minutes as they stand; null for the platform's own. */
  pace(listing: Listing, minutes: number | null): void {
    listing.pollMinutes = minutes;
    if (listing.exportUrl !== null) listing.nextPollAt = this.#visitAfter(listing, 1);
  }

  reprice(listing: Listing, sellRate: number): void {
    listing.sellRate = sellRate;
    schedule(listing, this.now, this.#options.speed);
  }

  /** Visits our export at once; throws `ExportMissing`. */
  async poll(listing: Listing): Promise<Poll> {
    if (listing.exportUrl === null) throw new ExportMissing(listing.id);
    const poll = await pollExport(listing, listing.exportUrl, this.#options.fetch, this.#options.clock);
    listing.nextPollAt = this.#visitAfter(listing, 1);
    return poll;
  }

  advance(listing: Listing): boolean {
    return advance(listing, this.now, this.#options.speed);
  }

  /** Does all that is due by now: sales everywhere, then visits to exports. True when something happened. */
  async tick(): Promise<boolean> {
    const sold = this.listings.filter((listing) => this.advance(listing)).length;
    const now = this.now.toISOString();
    const due = this.listings.filter(
      ({ id, nextPollAt }) => nextPollAt !== null && nextPollAt <= now && !this.#polling.has(id),
    );
    await Promise.all(due.map((listing) => this.#visit(listing)));
    return sold + due.length > 0;
  }

  async #visit(listing: Listing): Promise<void> {
    this.#polling.add(listing.id);
    try {
      await this.poll(listing);
    } finally {
      this.#polling.delete(listing.id);
    }
  }

  /** Spread by a tenth, so that a thousand listings made together are not visited together. */
  #visitAfter(listing: Listing, share: number): string {
    const minutes = listing.pollMinutes ?? dialects[listing.dialect].pollMinutes / this.#options.speed;
    const spread = 0.9 + (digestNumber(listing.seed, listing.polls.length, listing.revision) % 200) / 1000;
    return new Date(this.now.getTime() + minutes * share * spread * MINUTE_MS).toISOString();
  }

  #add(listing: Listing): void {
    this.#listings.set(listing.id, listing);
    this.#byFeedPath.set(listing.feedPath, listing);
  }
}
