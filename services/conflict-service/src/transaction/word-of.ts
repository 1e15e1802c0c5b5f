import { personOf, type Acting } from './acting.ts';
import type { SaidWord } from './say-word.ts';

/** What a step of a conflict says of its two bookings. */
export function wordOf(acting: Acting, same: boolean): SaidWord {
  const { requestId, now } = acting;
  return { id: requestId, same, reason: null, requestedBy: personOf(acting), requestedAt: now };
}
