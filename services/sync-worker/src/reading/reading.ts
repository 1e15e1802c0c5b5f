import type { Night } from '@roomnight/calendar/night';
import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import type { EventClass, FeedEvent, FeedFact, FeedGuest } from '@roomnight/platforms/feed';

/** Why a body is no calendar. No failure ever frees a night. */
export type ReadFailureClass = Extract<SyncErrorClass, 'not_a_calendar' | 'truncated' | 'too_large'>;

export interface ReadFailure {
  readonly ok: false;
  readonly class: ReadFailureClass;
  /** A sentence for the manager; repeats nothing of the body. */
  readonly message: string;
}

export interface ReadWarning {
  readonly message: string;
  /** Where in the body, counted from 1. */
  readonly line?: number;
}

/** A body as events in nights, before any platform judged them. */
export interface ParsedCalendar {
  readonly ok: true;
  /** `PRODID`; empty without one. */
  readonly prodId: string;
  /** Sorted; UIDs are unique. */
  readonly events: readonly FeedEvent[];
  readonly warnings: readonly ReadWarning[];
  /** How many events could not be read, or not wholly: what is missing beside them proves nothing. */
  readonly unreadable: number;
}

/** What a platform's dialect made of a body. What a thread that reads answers. */
export interface Judgement {
  readonly ok: true;
  /** Every event, whole or in parts, sorted by night. */
  readonly events: readonly JudgementOfEvent[];
  readonly warnings: readonly ReadWarning[];
  readonly unreadable: number;
  readonly bookingWindowDays: number | undefined;
}

export interface JudgementOfEvent extends ReadEvent {
  readonly guest?: FeedGuest | undefined;
  /** The manager should hear of it. */
  readonly tell?: true | undefined;
  /** The platform writes one event a night: neighbouring nights are one booking or closure. */
  readonly nightByNight?: true | undefined;
}

/** What a healthy body says. */
export interface Reading {
  readonly ok: true;
  /** Stays and blocks, sorted by night. */
  readonly facts: readonly FeedFact[];
  /** Nights closed by the platform's settings: they take none, but a block known before may look like one. */
  readonly settings: readonly FeedFact[];
  /** UIDs the feed itself calls cancelled. */
  readonly cancelled: readonly string[];
  /** Every event, those that take no night too; one that means several things comes in parts. Sorted by night. */
  readonly events: readonly ReadEvent[];
  readonly warnings: readonly ReadWarning[];
  /** How many events could not be read, or not wholly. */
  readonly unreadable: number;
  /** The last check-out in the feed; null without events. */
  readonly horizon: Night | null;
  /** How far ahead guests can book, in days, where the feed tells: to be handed to its next reading. */
  readonly bookingWindowDays?: number | undefined;
}

/** What was made of an event, or of a part of one. Holds nothing of a guest. */
export interface ReadEvent {
  readonly uid: string;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly as: EventClass;
  /** Why, as a sentence a manager can read. */
  readonly reason: string;
  /** Where the event begins in the body, counted from 1. */
  readonly line: number;
}

export function failedRead(failure: ReadFailureClass, message: string): ReadFailure {
  return { ok: false, class: failure, message };
}
