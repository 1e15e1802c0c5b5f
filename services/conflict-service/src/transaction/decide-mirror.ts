import type { Actor } from '@roomnight/database/audit';
import { withOrganization } from '@roomnight/database/tenant';
import type { MirrorAnswer, MirrorDecisionInput } from '@roomnight/contracts/mirror';
import type { ClientBase } from 'pg';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import { sayWord, type SaidWord } from './say-word.ts';
import type { Service } from './service.ts';

/**
 * Remembers what a person said of two bookings, and settles locks and conflicts by it in the same transaction. The
 * word that was asked for last counts, in whatever order the words arrive; the same one again changes nothing.
 *
 * @throws ApplicationFailure `NotFound`, not retryable
 */
export function decideMirror(
  { pool, clock }: Service,
  { organizationId, requestId }: MirrorDecisionInput,
): Promise<MirrorAnswer> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<MirrorAnswer> => {
      const scope = await lockUnits(tx, 'mirrorRequest', requestId);
      const request = await loadRequest(tx, requestId);
      const known = await loadBookings(tx, request ? [request.bookingId, request.otherBookingId] : []);
      const bookings = [...known.values()].map(({ booking }) => booking);
      const [one, other] = bookings;
      if (request === undefined || one === undefined || other === undefined) {
        throw notFound('mirror request', requestId);
      }
      if (one.unitId !== other.unitId) return { kind: 'differentUnits' };
      const actor: Actor = { kind: 'user', id: request.requestedBy };
      const said = await sayWord(tx, { organizationId, scope, bookings, word: request, actor, now: clock() });
      if (!said) return { kind: 'overtaken' };
      return { kind: 'settled' };
    }),
  );
}

interface Request extends SaidWord {
  bookingId: string;
  otherBookingId: string;
  requestedBy: string;
}

async function loadRequest(tx: ClientBase, requestId: string): Promise<Request | undefined> {
  const { rows } = await tx.query<Request>({
    name: 'mirror-request',
    text: `SELECT id, booking_id AS "bookingId", other_booking_id AS "otherBookingId", same, reason,
             requested_by AS "requestedBy", requested_at AS "requestedAt" FROM gateway.mirror_requests WHERE id = $1`,
    values: [requestId],
  });
  return rows[0];
}
