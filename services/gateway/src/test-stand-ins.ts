import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { AvailabilityActivities } from '@roomnight/contracts/booking';
import type { ChecklistActivities } from '@roomnight/contracts/checklist';
import type { ConflictActivities } from '@roomnight/contracts/conflict';
import type { ExaminationActivities } from '@roomnight/contracts/feed-examination';
import { QUEUES } from '@roomnight/contracts/queues';
import type { RecurringBlockActivities } from '@roomnight/contracts/recurring-block';
import type { Pool } from 'pg';
import { recurringStandIns } from './test-recurring-stand-ins.ts';

export type StandIns = Pick<
  AvailabilityActivities,
  'claimNights' | 'confirmHold' | 'releaseHold' | 'cancelBooking' | 'decideMirror'
> &
  Pick<ChecklistActivities, 'acknowledgeItem'> &
  Pick<ConflictActivities, 'actOnConflict'> &
  RecurringBlockActivities &
  ExaminationActivities;

/** A unit has one owner a night, a hold ends at its minute, a direct booking can be cancelled, a word on mirrors counts, an item ticked: enough to talk to. */
function standIns(admin: Pool): StandIns {
  return {
    ...recurringStandIns(admin),
    async claimNights({ requestId }) {
      const { rows: taken } = await admin.query(
        `SELECT l.unit_id AS "unitId", l.check_in AS "checkIn", l.check_out AS "checkOut", l.booking_id AS "bookingId",
           'somebody' AS holder
         FROM availability.availability_locks l
           JOIN gateway.booking_requests r ON l.unit_id = ANY (r.unit_id || r.also_unit_ids)
         WHERE r.id = $1 AND r.override_reason IS NULL AND l.booking_id <> r.id AND l.nights && daterange(r.check_in, r.check_out)`,
        [requestId],
      );
      if (taken.length > 0) return { kind: 'refused', taken };
      const { rows } = await admin.query<{ id: string }>(
        `WITH request AS (
           SELECT r.*, unit, CASE WHEN unit = unit_id THEN id ELSE gen_random_uuid() END AS booking_id
           FROM gateway.booking_requests r, unnest(unit_id || also_unit_ids) AS unit WHERE id = $1
         ), booking AS (
           INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out,
             reason, created_at, updated_at, held_until, value_paise)
           SELECT booking_id, organization_id, unit, 'direct', kind, 'active', check_in, check_out,
             coalesce(override_reason, reason, 'direct'), requested_at, requested_at,
             requested_at + hold_minutes * interval '1 minute', CASE WHEN booking_id = id THEN value_paise END FROM request ON CONFLICT DO NOTHING RETURNING *
         ), lock AS (
           INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
           SELECT organization_id, unit_id, id, check_in, check_out, created_at FROM booking ON CONFLICT DO NOTHING)
         SELECT id FROM booking WHERE id <> $1`,
        [requestId],
      );
      return { kind: 'accepted', bookingId: requestId, alsoBookingIds: rows.map(({ id }) => id) };
    },
    async confirmHold({ bookingId, requestId }) {
      const { rows } = await admin.query<{ state: 'confirmed' | 'released' | 'expired' }>(
        `UPDATE availability.bookings b SET held_until = CASE WHEN b.status = 'active' AND b.held_until > r.requested_at
           THEN NULL ELSE b.held_until END FROM gateway.hold_requests r WHERE b.id = $1 AND r.id = $2
         RETURNING CASE WHEN b.held_until IS NULL THEN 'confirmed' WHEN b.status = 'active' THEN 'expired'
           ELSE 'released' END AS state`,
        [bookingId, requestId],
      );
      return { kind: rows[0]?.state ?? 'notAHold' };
    },
    async releaseHold({ bookingId }) {
      const { rowCount } = await admin.query(
        `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = updated_at, cancel_reason = 'released'
         WHERE id = $1 AND held_until IS NOT NULL`,
        [bookingId],
      );
      return { kind: rowCount === 1 ? 'released' : 'confirmed' };
    },
    async cancelBooking({ bookingId, requestId }) {
      const { rows } = await admin.query<{ source: string }>(
        `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = updated_at, cancel_reason = (SELECT reason FROM gateway.cancellation_requests WHERE id = $2)
         WHERE id = $1 AND source = 'direct' RETURNING source`,
        [bookingId, requestId],
      );
      return rows.length > 0 ? { kind: 'cancelled', bookingId } : { kind: 'ownedByPlatform', bookingId };
    },
    async decideMirror({ requestId }) {
      const values = [requestId];
      await admin.query(
        `DELETE FROM availability.mirrors m USING gateway.mirror_requests r WHERE r.id = $1
           AND m.mirror_id IN (r.booking_id, r.other_booking_id) AND m.original_id IN (r.booking_id, r.other_booking_id)`,
        values,
      );
      await admin.query(
        `INSERT INTO availability.mirrors (organization_id, mirror_id, original_id, sign, recognised_at)
         SELECT organization_id, booking_id, other_booking_id, 'person', requested_at FROM gateway.mirror_requests
         WHERE id = $1 AND same`,
        values,
      );
      return { kind: 'settled' };
    },
    async actOnConflict({ conflictId, requestId }) {
      const { rowCount } = await admin.query(
        `INSERT INTO availability.conflict_cases (conflict_id, organization_id, opened_at, assignee_id)
         SELECT $1, organization_id, requested_at, (details ->> 'userId')::uuid FROM gateway.conflict_requests
         WHERE id = $2 AND action = 'assign'
         ON CONFLICT (conflict_id) DO UPDATE SET assignee_id = excluded.assignee_id`,
        [conflictId, requestId],
      );
      return rowCount === 1 ? { kind: 'done' } : { kind: 'refused', reason: 'Not today.' };
    },
    async acknowledgeItem({ itemId, userId }) {
      const { rowCount } = await admin.query(
        `UPDATE checklists.checklist_items SET status = 'acknowledged', closed_at = created_at, closed_by = $2
         WHERE id = $1 AND status = 'open'`,
        [itemId, userId],
      );
      return rowCount === 1
        ? { kind: 'acknowledged', itemId }
        : { kind: 'alreadyClosed', itemId, status: 'acknowledged' };
    },
    async examineFeed(input) {
      await admin.query(
        `INSERT INTO sync.feed_examinations SELECT id, organization_id, listing_id, requested_at, jsonb_build_object(
           'sentence', source || ' of ' || coalesce(length(sealed), 0), 'verdict', 'healthy', 'counts', '{}'::jsonb,
           'warnings', '[{"message": "Odd.", "line": 7}]'::jsonb) FROM gateway.feed_examination_requests WHERE id = $1`,
        [input.examinationId],
      );
      return input;
    },
  };
}

/** Workers that stand in for the other services in one Temporal namespace. Returns what ends them. */
export async function startStandIns(
  address: string,
  namespace: string,
  admin: Pool,
): Promise<() => Promise<void>> {
  const logger = new DefaultLogger('WARN');
  Runtime.install({ logger, shutdownSignals: [] });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('test-workflows.ts', import.meta.url)),
    logger,
  });
  const connection = await NativeConnection.connect({ address });
  const workers = await Promise.all(
    Object.values(QUEUES).map((taskQueue) =>
      Worker.create({
        connection,
        namespace,
        taskQueue,
        activities: standIns(admin),
        workflowBundle,
      }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
  };
}
