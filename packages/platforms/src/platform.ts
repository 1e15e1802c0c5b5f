import type { Stay } from '@roomnight/calendar/stay';
import type { Dialect } from './feed.ts';
import type { OwnSettings } from './settings.ts';

/**
 * How a listing's calendar travels: by feed, by a person who follows a checklist, or by a person whose work is verified
 * with the platform's feed, which is then read for nothing else.
 */
export type ListingMode = 'ical' | 'manual' | 'manual_verified';

/**
 * Everything particular to one OTA. Nothing outside a platform's folder names one: adding an OTA is adding
 * a folder and a line in the registry.
 */
export interface Platform {
  /** Stable identifier in tables, queues and URLs, such as `airbnb`. */
  readonly key: string;
  /** As the manager knows it, such as `Airbnb`. */
  readonly name: string;
  /** The mode a new listing starts in. */
  readonly type: 'ical' | 'manual';
  /** Every mode a listing can be in; contains `type`. */
  readonly modes: readonly ListingMode[];
  /** Present when `modes` contains `ical`. */
  readonly ical?: IcalPlatform;
  /** Present when `modes` contains `manual`. */
  readonly manual?: ManualPlatform;
  readonly links: PlatformLinks;
  /** Settings in which it differs from what is usual. */
  readonly defaults: OwnSettings;
}

export interface PlatformLinks {
  /** Where the manager signs in. */
  readonly signIn: string;
  /** The platform's own page on connecting calendars, if it has one. */
  readonly calendarHelp?: string;
}

export interface IcalPlatform {
  /** Temporal task queue on which this platform's feeds are fetched. */
  readonly fetchQueue: string;
  /** Fetches a second over the whole fleet. */
  readonly fetchesPerSecond: number;
  /** How often the platform is known to fetch our export. Exposure is measured; this is what to expect. */
  readonly exportPolling: MinuteRange;
  /** Whether a UID stays with its booking when the dates change. Elsewhere a UID may be minted anew at any time. */
  readonly stableUids: boolean;
  readonly dialect: Dialect;
  /** Where in the platform's own pages the feed's address is found. */
  readonly whereToFindUrl: string;
}

export interface MinuteRange {
  /** Minutes of the middle of the range: what to show as "the interval". */
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

/** What a person has to do on the platform for some nights of one room. */
export interface ManualChange {
  readonly action: 'close' | 'open';
  readonly stay: Stay;
  readonly room: ManualRoom;
}

/** The room as the platform's own pages call it. */
export interface ManualRoom {
  readonly name: string;
  /** The platform's number of the property, if known. */
  readonly propertyCode?: string;
  /** The platform's number of the room, if known. */
  readonly roomCode?: string;
}

export interface ManualPlatform {
  /** The change in pieces that the platform's form takes in one go. */
  split(change: ManualChange): ManualChange[];
  /** Plain sentences to follow, for one piece. They name the first and the last night, never the check-out day. */
  steps(change: ManualChange): string[];
  /** Opens the platform's calendar at the right room and dates, when enough is known. */
  deepLink(change: ManualChange): string | undefined;
  /** What to see before ticking the item off. */
  readonly proof: string;
  /** What to check once, when the listing is set up. */
  readonly setUp: readonly string[];
}
