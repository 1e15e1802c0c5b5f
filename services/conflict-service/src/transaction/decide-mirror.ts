import { writeAudit, type Actor } from '@roomnight/database/audit';
import { withOrganization } from '@roomnight/database/tenant';
import type { MirrorAnswer, MirrorDecisionInput } from '@roomnight/contracts/mirror';
import type { ClientBase } from 'pg';
import { changeCalendar } from './change-calendar.ts';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
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
      if (!(await remember(tx, organizationId, request))) return { kind: 'overtaken' };
      const now = clock();
      const actor: Actor = { kind: 'user', id: request.requestedBy };
      await writeAudit(
        tx,
        bookings.map(({ id: subjectId, unitId, checkIn, checkOut }) => ({
          organizationId,
          occurredAt: now,
          actor,
          action: request.same ? 'booking.saidSame' : 'booking.saidNotSame',
          subjectKind: 'booking',
          subjectId,
          reason: request.reason ?? '',
          after: { bookings: bookings.map(({ id }) => id), same: request.same },
          nights: { unitId, checkIn, checkOut },
        })),
      );
      await changeCalendar(tx, {
        organizationId,
        scope,
        bookings: [],
        reconsidered: bookings.filter(({ status }) => status === 'active'),
        actor,
        now,
      });
      return { kind: 'settled' };
    }),
  );
}

interface Request {
  id: string;
  bookingId: string;
  otherBookingId: string;
  same: boolean;
  reason: string | null;
  requestedBy: string;
  requestedAt: Date;
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

/** Whether it is news: false when the pair's word is this one already, or one that was asked for later. */
async function remember(tx: ClientBase, organizationId: string, request: Request): Promise<boolean> {
  const { id, bookingId, otherBookingId, same, reason, requestedBy, requestedAt } = request;
  const [first, second] = [bookingId, otherBookingId].toSorted();
  const { rowCount } = await tx.query({
    name: 'remember-word',
    text: `INSERT INTO availability.mirror_words AS w (organization_id, first_booking_id, second_booking_id, same, reason,
             said_by, said_at, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (first_booking_id, second_booking_id) DO UPDATE SET same = excluded.same, reason = excluded.reason,
             said_by = excluded.said_by, said_at = excluded.said_at, request_id = excluded.request_id
           WHERE (w.said_at, w.request_id) < (excluded.said_at, excluded.request_id)`,
    values: [organizationId, first, second, same, reason, requestedBy, requestedAt, id],
  });
  return rowCount === 1;
}
