import { randomUUID } from 'node:crypto';
import { occurrences } from '@roomnight/calendar/recurrence';
import { parseRule } from '@roomnight/calendar/recurrence-rule';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import type { RecurringBlockActivities } from '@roomnight/contracts/recurring-block';
import type { Pool } from 'pg';

interface Asked {
  unit_id: string;
  first_night: string;
  nights: number;
  rrule: string;
  skip_taken: boolean;
}

/** Closes what comes within half a year, if nobody is in its way, and opens it again: enough to talk to. */
export function recurringStandIns(admin: Pool): RecurringBlockActivities {
  return {
    async expandRecurringBlock({ recurringBlockId }) {
      const { rows } = await admin.query<Asked>(
        'SELECT * FROM gateway.recurring_block_requests WHERE id = $1',
        [recurringBlockId],
      );
      const [asked] = rows;
      if (!asked) throw new Error('no such request');
      const until = '2027-06-01';
      const stays = occurrences(
        { rule: parseRule(asked.rrule), firstNight: asked.first_night, nights: asked.nights },
        { checkIn: asked.first_night, checkOut: until },
      );
      const { rows: locks } = await admin.query<Stay & { unitId: string; bookingId: string }>(
        `SELECT unit_id AS "unitId", check_in AS "checkIn", check_out AS "checkOut", booking_id AS "bookingId"
         FROM availability.availability_locks WHERE unit_id = $1`,
        [asked.unit_id],
      );
      const taken = locks.filter((lock) => stays.some((stay) => overlaps(stay, lock)));
      if (taken.length > 0 && !asked.skip_taken) {
        return { kind: 'refused', taken: taken.map((lock) => ({ ...lock, holder: 'somebody' })) };
      }
      const free = stays.filter((stay) => !taken.some((lock) => overlaps(lock, stay)));
      await admin.query(
        `INSERT INTO availability.recurring_blocks (id, organization_id, unit_id, first_night, nights, rrule, skip_taken,
           reason, expanded_until, created_at)
         SELECT id, organization_id, unit_id, first_night, nights, rrule, skip_taken, reason, $2, requested_at
         FROM gateway.recurring_block_requests WHERE id = $1 ON CONFLICT DO NOTHING`,
        [recurringBlockId, until],
      );
      for (const stay of stays) {
        const bookingId = free.includes(stay) ? randomUUID() : null;
        const values = [recurringBlockId, stay.checkIn, stay.checkOut, bookingId];
        await admin.query(
          `WITH booking AS (
             INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out,
               reason, created_at, updated_at)
             SELECT $4::uuid, organization_id, unit_id, 'direct', 'block', 'active', $2::date, $3::date, reason, created_at,
               created_at FROM availability.recurring_blocks WHERE id = $1 AND $4 IS NOT NULL RETURNING *),
           lock AS (
             INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
             SELECT organization_id, unit_id, id, check_in, check_out, created_at FROM booking)
           INSERT INTO availability.recurring_block_occurrences
           SELECT id, $2::date, $3::date, organization_id, $4::uuid FROM availability.recurring_blocks WHERE id = $1`,
          values,
        );
      }
      return {
        kind: 'expanded',
        until,
        closed: free.length,
        leftOut: stays.length - free.length,
        goesOn: true,
      };
    },
    async endRecurringBlock({ recurringBlockId, requestId }) {
      const values = [recurringBlockId, requestId];
      await admin.query(
        `UPDATE availability.recurring_blocks SET ended_from = (SELECT from_night
           FROM gateway.recurring_block_end_requests WHERE id = $2) WHERE id = $1`,
        values,
      );
      const { rowCount } = await admin.query(
        `UPDATE availability.bookings b SET status = 'cancelled', cancelled_at = b.updated_at, cancel_reason = r.reason
         FROM gateway.recurring_block_end_requests r
           JOIN availability.recurring_block_occurrences o ON o.recurring_block_id = r.recurring_block_id
         WHERE r.id = $2 AND r.recurring_block_id = $1 AND b.id = o.booking_id AND b.check_in >= r.from_night`,
        values,
      );
      return { kind: 'ended', opened: rowCount ?? 0 };
    },
  };
}
