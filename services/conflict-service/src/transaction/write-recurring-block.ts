import type { ClientBase } from 'pg';
import type { Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import type { StoredRecurringBlock } from './load-recurring-block.ts';

/** The request becomes the recurring block of the same id; later only how far it is expanded moves. */
export async function writeRecurringBlock(
  tx: ClientBase,
  organizationId: string,
  { id, unitId, firstNight, nights, rrule, skipTaken, reason }: StoredRecurringBlock,
  expandedUntil: Night,
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'write-recurring-block',
    text: `INSERT INTO availability.recurring_blocks AS b (id, organization_id, unit_id, first_night, nights, rrule,
             skip_taken, reason, expanded_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (id) DO UPDATE SET expanded_until = greatest(b.expanded_until, excluded.expanded_until)`,
    values: [id, organizationId, unitId, firstNight, nights, rrule, skipTaken, reason, expandedUntil, now],
  });
}

/** @param occurrences those with an id have become that block, the others are left out */
export async function writeOccurrences(
  tx: ClientBase,
  organizationId: string,
  recurringBlockId: string,
  occurrences: readonly (Stay & { readonly id?: string })[],
): Promise<void> {
  if (occurrences.length === 0) return;
  await tx.query({
    name: 'write-occurrences',
    text: `INSERT INTO availability.recurring_block_occurrences (organization_id, recurring_block_id, check_in, check_out,
             booking_id) SELECT $1::uuid, $2::uuid, * FROM unnest($3::date[], $4::date[], $5::uuid[])
           ON CONFLICT (recurring_block_id, check_in) DO UPDATE SET booking_id = excluded.booking_id`,
    values: [
      organizationId,
      recurringBlockId,
      occurrences.map(({ checkIn }) => checkIn),
      occurrences.map(({ checkOut }) => checkOut),
      occurrences.map(({ id }) => id ?? null),
    ],
  });
}
