import type { ClientBase } from 'pg';
import type { ExpansionAnswer } from '@roomnight/contracts/recurring-block';
import type { Stay } from '@roomnight/calendar/stay';
import type { Lock } from '../rules/fact.ts';
import type { KnownOccurrence } from '../rules/plan-occurrences.ts';

/** A recurring block as it was asked for, and what became of it so far. */
export interface StoredRecurringBlock {
  id: string;
  idempotencyKey: string;
  bodyHash: string;
  unitId: string;
  firstNight: string;
  nights: number;
  rrule: string;
  skipTaken: boolean;
  reason: string;
  requestedBy: string;
  endedFrom: string | null;
  /** The answer this key was given before. */
  earlier: { bodyHash: string; answer: ExpansionAnswer } | null;
  known: KnownOccurrence[];
}

export async function loadRecurringBlock(
  tx: ClientBase,
  id: string,
): Promise<StoredRecurringBlock | undefined> {
  const { rows } = await tx.query<StoredRecurringBlock>({
    name: 'recurring-block',
    text: RECURRING_BLOCK,
    values: [id],
  });
  return rows[0];
}

const RECURRING_BLOCK = `
  SELECT r.id, r.idempotency_key AS "idempotencyKey", r.body_hash AS "bodyHash", r.unit_id AS "unitId",
    r.first_night AS "firstNight", r.nights, r.rrule, r.skip_taken AS "skipTaken", r.reason,
    r.requested_by AS "requestedBy", b.ended_from AS "endedFrom",
    CASE WHEN k.key IS NOT NULL THEN json_build_object('bodyHash', k.body_hash, 'answer', k.answer) END AS earlier,
    (SELECT coalesce(json_agg(json_build_object('checkIn', o.check_in, 'isLeftOut', o.booking_id IS NULL)), '[]')
      FROM availability.recurring_block_occurrences o WHERE o.recurring_block_id = r.id) AS known
  FROM gateway.recurring_block_requests r LEFT JOIN availability.recurring_blocks b ON b.id = r.id
    LEFT JOIN availability.idempotency_keys k ON k.organization_id = r.organization_id AND k.key = r.idempotency_key
  WHERE r.id = $1`;

/** What is held of some leaves between two nights. */
export async function locksBetween(
  tx: ClientBase,
  leaves: readonly string[],
  { checkIn, checkOut }: Stay,
): Promise<Lock[]> {
  const { rows } = await tx.query<Lock>({
    name: 'locks-between',
    text: `SELECT unit_id AS "unitId", booking_id AS "bookingId", check_in AS "checkIn", check_out AS "checkOut"
           FROM availability.availability_locks
           WHERE unit_id = ANY($1::uuid[]) AND check_out > $2::date AND check_in < $3::date ORDER BY check_in, unit_id`,
    values: [leaves, checkIn, checkOut],
  });
  return rows;
}
