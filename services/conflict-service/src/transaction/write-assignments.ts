import type { ClientBase } from 'pg';
import type { Assignment } from '../rules/pools.ts';

/** Writes which rooms bookings of pools have now. */
export async function writeAssignments(tx: ClientBase, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query({
    name: 'assign-rooms',
    text: `UPDATE availability.bookings b SET assigned_unit_id = new.unit_id
           FROM unnest($1::uuid[], $2::uuid[]) AS new (booking_id, unit_id) WHERE b.id = new.booking_id`,
    values: [assignments.map(({ bookingId }) => bookingId), assignments.map(({ unitId }) => unitId)],
  });
}
