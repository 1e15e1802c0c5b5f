import type { Stay } from '@roomnight/calendar/stay';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';
import type { Fact } from './fact.ts';

/** One thing that is wrong now. Its kind never changes: what turns into another kind is another conflict. */
export interface Finding {
  readonly kind: ConflictKind;
  /** Of two bookings the one with the lower id, as the table orders them. */
  readonly first: Fact;
  /** Null where it is about one booking and a listing. */
  readonly second: Fact | null;
  /** The listing it is about; null where it is about two bookings. */
  readonly listingId: string | null;
  /** The smaller of the two units: the room of a room against its villa. */
  readonly unitId: string;
  /** From the first to the last night concerned. */
  readonly nights: Stay;
}

/** What makes a conflict the same one: of one key there is one row, reopened when it returns. */
export interface ConflictKey {
  readonly kind: ConflictKind;
  readonly firstBookingId: string;
  readonly secondBookingId: string | null;
  readonly listingId: string | null;
}

export function keyOf({ kind, firstBookingId, secondBookingId, listingId }: ConflictKey): string {
  return `${kind} ${firstBookingId} ${secondBookingId} ${listingId}`;
}

export function keyOfFinding({ kind, first, second, listingId }: Finding): string {
  return keyOf({ kind, firstBookingId: first.id, secondBookingId: second?.id ?? null, listingId });
}
