import type { SyncErrorClass } from './sync-error.ts';

/**
 * What the feed doctor found in one body of a feed. Kept as JSON and shown to people: it holds no guest, no address and
 * no text of the feed. Nights are `YYYY-MM-DD`, stays half-open.
 */
export interface FeedReport {
  /** `healthy`; `odd`: importable, but read what is odd; `not_importable`. */
  readonly verdict: 'healthy' | 'odd' | 'not_importable';
  /** The verdict's reason, in a sentence. */
  readonly sentence: string;
  /** Why nothing can be imported; null when the body is a calendar. */
  readonly failure: { readonly class: SyncErrorClass; readonly message: string } | null;
  readonly bytes: number;
  /** Key of the platform in whose dialect the feed was read; null when it cannot be read at all. */
  readonly readAs: string | null;
  readonly recognition: FeedRecognition | null;
  readonly counts: FeedCounts;
  /** The first night the feed holds, past or ahead. */
  readonly earliest: string | null;
  /** The last check-out day the feed holds. */
  readonly horizon: string | null;
  /** What tells how fresh the copy is, in sentences. */
  readonly freshness: readonly string[];
  readonly warnings: readonly FeedWarning[];
  /** What is unusual for a feed of this platform, in sentences. */
  readonly oddities: readonly string[];
  /** What was made of each event, sorted by night: the first 500. */
  readonly events: readonly ReportedEvent[];
  /** What importing it now would do; null when nobody said where to. */
  readonly effect: FeedEffect | null;
}

/** Which platform wrote a feed, by what shows it. */
export interface FeedRecognition {
  /** Null when it is nobody's, or of somebody whose feeds can be read but who is no platform here. */
  readonly platformKey: string | null;
  /** As people call it. */
  readonly name: string;
  readonly confidence: 'certain' | 'likely' | 'guess' | 'unknown';
  /** Why, in sentences. */
  readonly signs: readonly string[];
}

/** Events, by what they were taken for. */
export interface FeedCounts {
  readonly events: number;
  readonly stays: number;
  readonly tentative: number;
  readonly blocks: number;
  /** Closed nights that may be a stay: the platform does not tell. */
  readonly closed: number;
  readonly settings: number;
  /** What the platform shows only because it imported it from us. */
  readonly echoes: number;
  readonly mirrors: number;
  readonly cancelled: number;
  /** The feed itself says that they take no time. */
  readonly transparent: number;
  readonly unreadable: number;
}

export interface FeedWarning {
  readonly message: string;
  /** Where in the body, counted from 1. */
  readonly line: number | null;
}

export interface ReportedEvent {
  readonly checkIn: string;
  readonly checkOut: string;
  readonly as: string;
  readonly reason: string;
  readonly line: number;
}

/** What a poll that read this body would do. */
export interface FeedEffect {
  /** Why the poll would not believe it, and change nothing; null when it would. */
  readonly suspicion: string | null;
  readonly created: readonly EffectStay[];
  readonly changed: readonly EffectStay[];
  /** Held here and not in the feed: cancelled only when a further healthy poll confirms it, unless it says so itself. */
  readonly missing: readonly EffectStay[];
  readonly cancelled: readonly EffectStay[];
  /** Known, and the same in the feed. */
  readonly unchanged: number;
  readonly conflicts: readonly EffectConflict[];
}

export interface EffectStay {
  readonly kind: 'stay' | 'block';
  readonly checkIn: string;
  readonly checkOut: string;
}

/** Nights that the feed and somebody else want. */
export interface EffectConflict extends EffectStay {
  readonly bookingId: string;
  /** Who holds the nights here, in words and without a name: `VRBO stay`. */
  readonly holder: string;
  /** Both hold exactly the same nights: perhaps one booking that both platforms show. */
  readonly sameNights: boolean;
}
