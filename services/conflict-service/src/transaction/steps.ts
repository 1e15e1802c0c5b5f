import { randomUUID } from 'node:crypto';
import type { ResolutionStep } from '@roomnight/contracts/resolution';
import type { ClientBase } from 'pg';
import type { BookingRecord } from './booking-record.ts';

/** A row of `availability.conflict_steps`. */
export interface Step extends ResolutionStep {
  id: string;
  doneAt: Date | null;
  undo: Undo | null;
}

/** What a booking was before a step and after it, so that undoing meets nothing that happened since. */
export interface Undo {
  bookings: { bookingId: string; before: Kept | null; after: Kept }[];
}

/** All that a step can change of a booking. */
export type Kept = Pick<BookingRecord, 'unitId' | 'checkIn' | 'checkOut' | 'status'>;

/** The steps of what is chosen, in their order. */
export async function loadSteps(tx: ClientBase, conflictId: string): Promise<Step[]> {
  const { rows } = await tx.query<Step>({
    name: 'conflict-steps',
    text: `SELECT id, kind, booking_id AS "bookingId", platform, sentence, done_at AS "doneAt", undo
           FROM availability.conflict_steps WHERE conflict_id = $1 ORDER BY position`,
    values: [conflictId],
  });
  return rows;
}

/** Puts the steps of a new choice in place of those of the last one. */
export async function replaceSteps(
  tx: ClientBase,
  organizationId: string,
  conflictId: string,
  steps: readonly ResolutionStep[],
): Promise<void> {
  await tx.query({
    name: 'forget-steps',
    text: 'DELETE FROM availability.conflict_steps WHERE conflict_id = $1',
    values: [conflictId],
  });
  await tx.query({
    name: 'add-steps',
    text: `INSERT INTO availability.conflict_steps (organization_id, conflict_id, id, position, kind, booking_id, platform, sentence)
           SELECT $1::uuid, $2::uuid, * FROM unnest($3::uuid[], $4::int[], $5::text[], $6::uuid[], $7::text[], $8::text[])`,
    values: [
      organizationId,
      conflictId,
      steps.map(() => randomUUID()),
      steps.map((_step, position) => position),
      steps.map(({ kind }) => kind),
      steps.map(({ bookingId }) => bookingId),
      steps.map(({ platform }) => platform),
      steps.map(({ sentence }) => sentence),
    ],
  });
}

/** Notes that steps were done, or with null that they were taken back. */
export async function markSteps(
  tx: ClientBase,
  steps: readonly Step[],
  done: { by: string | null; at: Date; undo: Undo | null } | null,
): Promise<void> {
  await tx.query({
    name: 'mark-steps',
    text: `UPDATE availability.conflict_steps SET done_at = $2, done_by = $3, undo = $4 WHERE id = ANY ($1::uuid[])`,
    values: [steps.map(({ id }) => id), done?.at ?? null, done?.by ?? null, done?.undo ?? null],
  });
}
