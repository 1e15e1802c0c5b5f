/** What a booking that was asked for as a hold is now. */
export type HoldState = 'held' | 'confirmed' | 'released' | 'expired';

/**
 * By the stored end and the given time, whoever comes first to say so: a hold is over at its end, also while its row
 * does not say so yet.
 */
export function holdState(
  { heldUntil, cancelledAt }: { heldUntil: Date | null; cancelledAt: Date | null },
  now: Date,
): HoldState {
  if (heldUntil === null) return 'confirmed';
  if ((cancelledAt ?? now) >= heldUntil) return 'expired';
  return cancelledAt === null ? 'held' : 'released';
}
