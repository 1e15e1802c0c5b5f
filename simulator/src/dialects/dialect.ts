import type { Dice } from '../dice.ts';
import type { Nights } from '../nights.ts';

export const PLATFORM_NAMES = ['airbnb', 'vrbo', 'booking_com', 'gommt', 'google'] as const;

/** Who plays in this world. A Google calendar sells nothing: it publishes another calendar again. */
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** A sold stay as its platform knows it. */
export interface SoldStay extends Nights {
  readonly uid: string;
  readonly firstName: string;
  readonly reservationCode: string;
  readonly phoneLast4: string;
  readonly tentative: boolean;
}

/** An event of another calendar, as it came. */
export interface OtherEvent extends Nights {
  readonly uid: string;
  readonly summary: string;
}

/** What the host set once for the whole listing, in days or nights. */
export interface HouseRules {
  /** How far ahead guests may book. */
  readonly bookingWindowDays: number;
  /** Nights from today that are too soon to book. */
  readonly advanceNoticeDays: number;
  /** Nights kept free before and after each stay. */
  readonly preparationNights: number;
  /** The listing is taken off the market. */
  readonly snoozed: boolean;
}

/** Some of the settings; the others stay, or take their usual value. */
export type Wished<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** All that a platform puts in one listing's feed. */
export interface CalendarView extends HouseRules {
  readonly stays: readonly SoldStay[];
  /** What the host closed and, where it is re-exported, what was imported; as it came, not merged. */
  readonly closures: readonly Nights[];
  /** Where imported events are shown as they came, and not as closures. */
  readonly republished: readonly OtherEvent[];
  readonly today: string;
  /** The instant DTSTAMP shows. */
  readonly stamp: Date;
  readonly seed: number;
}

/** How one platform writes its calendars and visits those of others: the only place that knows a platform. */
export interface Dialect {
  readonly platform: PlatformName;
  /** True where DTSTAMP is the moment of the fetch, so that no two bodies are equal. */
  readonly stampsEachFetch: boolean;
  /** True where new dates make a new UID. */
  readonly renewsUidOnChange: boolean;
  /** A rebuilt body proves equal by content only, which the web server says with a weak validator. */
  readonly weakEtag: boolean;
  /** Nights before today that the feed still shows. */
  readonly historyDays: number;
  /** True where what it imports keeps its UIDs and words; elsewhere an imported night is a closed one. */
  readonly republishes: boolean;
  /** How often the real platform visits our export, in minutes. */
  readonly pollMinutes: number;
  readonly userAgent: string;
  feedPath(seed: number): string;
  mintUid(dice: Dice): string;
  render(view: CalendarView): string;
}
