import type { Night } from '@roomnight/calendar/night';

/** One event of a feed, already in nights of India and checked for sane bounds. */
export interface FeedEvent {
  /** Unique within the feed; made from the dates where the feed gave none. */
  readonly uid: string;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly summary: string;
  readonly description: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** `TRANSP:TRANSPARENT`: shown in a calendar, but takes no time. */
  readonly transparent: boolean;
  /** Where the event begins in the feed, counted from 1. */
  readonly line: number;
}

/** What a feed tells of a guest. Personal data: kept in erasable rows only. */
export interface FeedGuest {
  /** First name, as the feed gives it. */
  readonly name?: string;
  readonly phoneLast4?: string;
  readonly reservationCode?: string;
}

/** What a platform says about nights of a unit: somebody holds them, or the owner closed them. */
export interface FeedFact {
  readonly uid: string;
  readonly kind: 'stay' | 'block';
  /** Of a block: the platform writes stays and closures alike, so it may be a stay. */
  readonly cannotTell?: true;
  /** An enquiry that the platform holds nights for, not yet a booking. */
  readonly tentative: boolean;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly guest: FeedGuest;
  /** Why it was read as this, as a sentence a manager can read. */
  readonly reason: string;
}

/**
 * What an event of a feed was taken for:
 *
 * - `stay`: somebody booked these nights
 * - `tentative`: a request the platform holds nights for
 * - `block`: the owner closed them
 * - `closed`: taken, but the platform does not tell a stay from a closure
 * - `settings`: made by a setting of the listing, takes no night
 * - `own_echo`: the platform shows what it imported from us
 * - `mirror`: another event, or another feed, shows the same booking
 * - `cancelled`, `transparent`: the feed itself says that it takes no night
 */
export type EventClass =
  | 'stay'
  | 'tentative'
  | 'block'
  | 'closed'
  | 'settings'
  | 'own_echo'
  | 'mirror'
  | 'cancelled'
  | 'transparent';

/** A platform's judgement of nights in one event. */
export type Verdict = TakingVerdict | SparingVerdict;

/** Nights that are taken. */
export interface TakingVerdict {
  readonly as: 'stay' | 'tentative' | 'block' | 'closed';
  readonly reason: string;
  readonly guest?: FeedGuest;
  /** The platform writes one event a night: neighbouring nights are one closure. */
  readonly nightByNight?: true;
}

/** Nights that are not. */
export interface SparingVerdict {
  readonly as: 'settings' | 'mirror';
  readonly reason: string;
  /** The manager should hear of it. */
  readonly tell?: true;
}

/** An event, or the part of one that the verdict is about. */
export type JudgedEvent = Pick<FeedEvent, 'uid' | 'checkIn' | 'checkOut' | 'line'> & Verdict;

/** Everything a dialect may look at: an event's meaning can depend on its neighbours and on the day. */
export interface Feed {
  /** `PRODID` of the calendar; empty without one. */
  readonly prodId: string;
  /** Those that take time and are not cancelled. */
  readonly events: readonly FeedEvent[];
  /** The date in India when the feed was fetched. */
  readonly today: Night;
  /** How far ahead guests can book, in days, if an earlier reading of the feed told. */
  readonly bookingWindowDays?: number | undefined;
}

export interface JudgedFeed {
  /** Every event of the feed, whole or in parts. */
  readonly events: readonly JudgedEvent[];
  /** How far ahead guests can book, in days, if the feed tells: to be handed to the next reading. */
  readonly bookingWindowDays?: number | undefined;
}

/** How one OTA writes its feeds. */
export interface Dialect {
  /** Finds the dialect in another thread. */
  readonly name: string;
  /** What its calendars carry as `PRODID`, where that is known. */
  readonly prodId?: RegExp;
  /** Whether the event looks as this OTA writes it, in whatever calendar it was found. */
  wrote(event: FeedEvent): boolean;
  judge(feed: Feed): JudgedFeed;
}

/** Judges each event by itself and whole. */
export function judgeEach(
  events: readonly FeedEvent[],
  verdictOf: (event: FeedEvent) => Verdict,
): JudgedEvent[] {
  return events.map((event) => judged(event, verdictOf(event)));
}

export function judged({ uid, checkIn, checkOut, line }: FeedEvent, verdict: Verdict): JudgedEvent {
  return { uid, checkIn, checkOut, line, ...verdict };
}
