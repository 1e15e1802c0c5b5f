import type { NightSet } from '@roomnight/calendar/night-set';
import type { SnapshotEntry, Word } from './snapshot.ts';

/** Nights that the feed would free, and that a person decides about. */
export interface Pending {
  readonly bookingId: string;
  readonly kind: 'stay' | 'block';
  /** From today on. */
  readonly nights: NightSet;
  /** A sentence for the person. */
  readonly why: string;
  /** What a person said of them already. */
  readonly said?: Word['says'];
}

export function pending(
  { bookingId, fact }: SnapshotEntry,
  nights: NightSet,
  why: string,
  word?: Word,
): Pending {
  return { bookingId, kind: fact.kind, nights, why, ...(word && { said: word.says }) };
}
