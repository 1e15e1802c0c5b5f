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
  /** An enquiry that the platform holds nights for, not yet a booking. */
  readonly tentative: boolean;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly guest: FeedGuest;
  /** Why it was read as this, as a sentence a manager can read. */
  readonly reason: string;
}

/** A platform's judgement of one event. */
export type Verdict =
  | {
      readonly as: 'stay';
      readonly tentative: boolean;
      readonly guest: FeedGuest;
      readonly reason: string;
    }
  | { readonly as: 'block'; readonly reason: string }
  /** Made by a setting, not by a person: takes no night. `tell` when the manager should hear of it. */
  | { readonly as: 'settings'; readonly reason: string; readonly tell: boolean };

/** Everything a dialect may look at: an event's meaning can depend on its neighbours and on the day. */
export interface Feed {
  readonly events: readonly FeedEvent[];
  /** The date in India when the feed was fetched. */
  readonly today: Night;
}

/** Prepares a feed once, then judges its events one at a time. */
export type Dialect = (feed: Feed) => (event: FeedEvent) => Verdict;
