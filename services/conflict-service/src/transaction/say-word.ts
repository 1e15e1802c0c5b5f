import type { ClientBase } from 'pg';
import { writeAudit, type Actor } from '@roomnight/database/audit';
import type { Scope } from '../rules/fact.ts';
import type { BookingRecord } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';

/** What a person said of two bookings. */
export interface SaidWord {
  /** The request's. */
  id: string;
  same: boolean;
  reason: string | null;
  /** A person; null where Roomnight says it for the organization, which lets it. */
  requestedBy: string | null;
  requestedAt: Date;
}

/**
 * Remembers what a person said of two bookings, and settles locks and conflicts by it.
 *
 * @param bookings the two, of one unit
 * @returns false when the pair's word is this one already, or one that was asked for later: nothing changed
 */
export async function sayWord(
  tx: ClientBase,
  {
    organizationId,
    scope,
    bookings,
    word,
    actor,
    now,
  }: {
    organizationId: string;
    scope: Scope;
    bookings: readonly BookingRecord[];
    word: SaidWord;
    actor: Actor;
    now: Date;
  },
): Promise<boolean> {
  const ids = bookings.map(({ id }) => id).toSorted();
  const { rowCount } = await tx.query({
    name: 'remember-word',
    text: `INSERT INTO availability.mirror_words AS w (organization_id, first_booking_id, second_booking_id, same, reason,
             said_by, said_at, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (first_booking_id, second_booking_id) DO UPDATE SET same = excluded.same, reason = excluded.reason,
             said_by = excluded.said_by, said_at = excluded.said_at, request_id = excluded.request_id
           WHERE (w.said_at, w.request_id) < (excluded.said_at, excluded.request_id)`,
    values: [organizationId, ...ids, word.same, word.reason, word.requestedBy, word.requestedAt, word.id],
  });
  if (rowCount === 0) return false;
  await writeAudit(
    tx,
    bookings.map(({ id: subjectId, unitId, checkIn, checkOut }) => ({
      organizationId,
      occurredAt: now,
      actor,
      action: word.same ? 'booking.saidSame' : 'booking.saidNotSame',
      subjectKind: 'booking',
      subjectId,
      reason: word.reason ?? '',
      after: { bookings: ids, same: word.same },
      nights: { unitId, checkIn, checkOut },
    })),
  );
  const reconsidered = bookings.filter(({ status }) => status === 'active');
  await changeCalendar(tx, { organizationId, scope, bookings: [], reconsidered, actor, now });
  return true;
}
