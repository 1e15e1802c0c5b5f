import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { TestWorld, UnitName } from './test-world.ts';

export interface RecurringFields {
  unit?: UnitName;
  firstNight: string;
  nights?: number;
  rrule: string;
  skipTaken?: boolean;
  key?: string;
  reason?: string;
}

/** What people ask of recurring blocks, as rows. Each gives the id of its row. */
export function recurringRequests(admin: Pool, { organizationId, unit, userId }: TestWorld) {
  const at = new Date('2027-03-01T06:00:00Z');
  return {
    async create(fields: RecurringFields): Promise<string> {
      const id = randomUUID();
      const { firstNight, nights = 1, rrule, skipTaken = false, key = id, reason = 'maintenance' } = fields;
      await admin.query(
        `INSERT INTO gateway.recurring_block_requests (id, organization_id, idempotency_key, body_hash, unit_id, first_night,
           nights, rrule, skip_taken, reason, requested_by, requested_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          organizationId,
          key,
          `${firstNight} ${rrule}`,
          unit[fields.unit ?? 'cottage'],
          firstNight,
          nights,
          rrule,
          skipTaken,
          reason,
          userId,
          at,
        ],
      );
      return id;
    },
    async end(recurringBlockId: string, fromNight: string): Promise<string> {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO gateway.recurring_block_end_requests (id, organization_id, recurring_block_id, from_night, reason,
           requested_by, requested_at) VALUES ($1, $2, $3, $4, 'no longer needed', $5, $6)`,
        [id, organizationId, recurringBlockId, fromNight, userId, at],
      );
      return id;
    },
    /** Its occurrences as `2027-04-05 active`, `2027-05-03 left out`. */
    async occurrences(recurringBlockId: string): Promise<string[]> {
      const { rows } = await admin.query<{ text: string }>(
        `SELECT o.check_in || ' ' || coalesce(b.status, 'left out') AS text
         FROM availability.recurring_block_occurrences o LEFT JOIN availability.bookings b ON b.id = o.booking_id
         WHERE o.recurring_block_id = $1 ORDER BY o.check_in`,
        [recurringBlockId],
      );
      return rows.map(({ text }) => text);
    },
  };
}
