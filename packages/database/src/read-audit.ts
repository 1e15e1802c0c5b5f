import type { PoolClient } from 'pg';
import type { ActorKind } from './audit.ts';

/** A row of the audit that is about some nights of some units. */
export interface CalendarAuditRow {
  id: number;
  occurredAt: Date;
  actorKind: ActorKind;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  reason: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  unitId: string | null;
  changeSetId: string | null;
}

/**
 * The whole story of every booking and conflict that ever had to do with some nights, in the order of commits: that of
 * the ids, which are given while the writer holds the locks of the units.
 *
 * Whole, because the nights of a booking change: what moved it away is a row about other nights.
 *
 * @param unitIds the units asked for, with those they are part of and their parts
 * @param until rows of later need not be read: later partitions are not looked at
 */
export async function readCalendarAudit(
  tx: Pick<PoolClient, 'query'>,
  unitIds: readonly string[],
  { checkIn, checkOut }: { checkIn: string; checkOut: string },
  until: Date,
): Promise<CalendarAuditRow[]> {
  const subjects = await tx.query<{ id: string }>({
    name: 'subjects-of-nights',
    text: SUBJECTS_OF_NIGHTS,
    values: [unitIds, checkIn, checkOut, until],
  });
  if (subjects.rows.length === 0) return [];
  const { rows } = await tx.query<CalendarAuditRow>({
    name: 'story-of-subjects',
    text: STORY_OF_SUBJECTS,
    values: [subjects.rows.map(({ id }) => id), until],
  });
  return rows;
}

export const SUBJECTS_OF_NIGHTS = `
  SELECT DISTINCT subject_id AS id FROM log.audit
  WHERE unit_id = ANY($1::uuid[]) AND check_out > $2::date AND check_in < $3::date AND occurred_at <= $4::timestamptz`;

/** The plan is chosen for a tenant wall that is a function: it must see an organization, and finds it there. */
export const STORY_OF_SUBJECTS = `
  SELECT id, occurred_at AS "occurredAt", actor_kind AS "actorKind", actor_id AS "actorId", action,
    subject_kind AS "subjectKind", subject_id AS "subjectId", reason, before, after, unit_id AS "unitId",
    change_set_id AS "changeSetId"
  FROM log.audit
  WHERE organization_id = log.current_organization() AND subject_id = ANY($1::uuid[]) AND occurred_at <= $2::timestamptz
    AND unit_id IS NOT NULL
  ORDER BY id`;
