import type { Stay } from '@roomnight/calendar/stay';
import type { ExportWriter } from './export.ts';
import type { Dialect } from './feed.ts';
import type { PlatformTone } from './look.ts';
import type { OwnSettings } from './settings.ts';

/**
 * How a listing's calendar travels: by feed, by a person who follows a checklist, or by a person whose work is verified
 * with the platform's feed, which is then read for nothing else.
 */
export type ListingMode = 'ical' | 'manual' | 'manual_verified';

/** The plugins that an organization can make platforms of, as data. */
export type GenericBase = 'generic_ical' | 'generic_manual';

/**
 * Everything particular to one OTA. Nothing outside a platform's folder names one: adding an OTA is adding
 * a folder and a line in the registry, or, on a generic plugin, a definition ({@link GenericBase}).
 * A contract test (`registry.test.ts`) runs over all of them.
 */
export interface Platform {
  /** Stable identifier in tables, queues and URLs, such as `airbnb`. */
  readonly key: string;
  /** The plugin it is made of, if not its own: its feeds are fetched on that one's queue. */
  readonly base?: GenericBase;
  /** As the manager knows it, such as `Airbnb`. What stands in brackets is left out where space is short. */
  readonly name: string;
  /** Two letters for chips: colour is never the only sign. */
  readonly letters: string;
  readonly tone: PlatformTone;
  /** The mode a new listing starts in. */
  readonly type: 'ical' | 'manual';
  /** Every mode a listing can be in; contains `type`. */
  readonly modes: readonly ListingMode[];
  /** Present when `modes` contains `ical` or `manual_verified`. */
  readonly ical?: IcalPlatform;
  /** Present when `modes` contains `manual` or `manual_verified`. */
  readonly manual?: ManualPlatform;
  readonly links: PlatformLinks;
  /**
   * Settings in which it differs from what is usual: interval, confirm-missing rule, horizon, blocks, export contents,
   * preparation nights, priority in conflicts, penalty. An organization or a listing can say otherwise.
   */
  readonly defaults: OwnSettings;
}

export interface PlatformLinks {
  /** Where the manager signs in, if everybody signs in at the same place. */
  readonly signIn?: string;
  /** The platform's own page on connecting calendars, if it has one. */
  readonly calendarHelp?: string;
}

export interface IcalPlatform {
  /**
   * Fetches a second over the whole fleet, which Temporal holds on the plugin's fetch queue. Of the plugin, not a
   * setting: all organizations share it.
   */
  readonly fetchesPerSecond: number;
  /** How often the platform is known to fetch our export. Exposure is measured; this is what to expect. */
  readonly exportPolling: MinuteRange;
  /** Writes our export as the platform likes to read it. */
  readonly writeExport: ExportWriter;
  /** What its importer calls itself in the User-Agent when it fetches our export, where that is known. */
  readonly exportAgent?: RegExp;
  /** Whether a UID stays with its booking when the dates change. Elsewhere a UID may be minted anew at any time. */
  readonly stableUids: boolean;
  /** Reads what the platform's events mean. */
  readonly dialect: Dialect;
  /** Names of the hosts that serve its feeds: a sign that a feed is this platform's. */
  readonly feedHosts?: RegExp;
  /** Where in the platform's own pages the feed's address is found. */
  readonly whereToFindUrl: string;
  /** What to do and check once, when the listing is set up: sentences. */
  readonly setUp: readonly string[];
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
  /**
   * How many such rooms the platform sells under this name. With more than one, a night of one room is not closed there:
   * one room less is sold.
   */
  readonly roomsOfType: number;
}

export interface ManualPlatform {
  /** The change in pieces that the platform's form takes in one go. */
  split(change: ManualChange): ManualChange[];
  /**
   * Sentences to follow, for one piece, with inline Markdown (bold, code, links). They name the first and the last night.
   * The check-out day only where the form takes no night for its second date, and then they say so.
   */
  steps(change: ManualChange): string[];
  /** Opens the platform's calendar at the right room and dates, when enough is known. Never carries a session. */
  deepLink(change: ManualChange): string | undefined;
  /** What to see before ticking the item off. */
  readonly proof: string;
  /** What to check once, when the listing is set up: sentences. */
  readonly setUp: readonly string[];
}
