import type { Night } from '@roomnight/calendar/night';
import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import type { FeedEvent, FeedFact } from '@roomnight/platforms/feed';

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

/** A body as events in nights, before any platform judged them. What a parsing thread answers. */
export interface ParsedCalendar {
  readonly ok: true;
  /** Sorted; UIDs are unique. */
  readonly events: readonly FeedEvent[];
  readonly warnings: readonly ReadWarning[];
  /** How many events could not be read, or not wholly: what is missing beside them proves nothing. */
  readonly unreadable: number;
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
  readonly ignored: readonly IgnoredEvent[];
  readonly warnings: readonly ReadWarning[];
  /** Number of events, ignored ones too. */
  readonly events: number;
  readonly unreadable: number;
  /** SHA-256 of the events without what changes on every export; the same in whatever order they come. */
  readonly contentHash: string;
  /** The last check-out in the feed; null without events. */
  readonly horizon: Night | null;
}

export interface IgnoredEvent {
  readonly uid: string;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly reason: string;
}

export function failedRead(failure: ReadFailureClass, message: string): ReadFailure {
  return { ok: false, class: failure, message };
}
