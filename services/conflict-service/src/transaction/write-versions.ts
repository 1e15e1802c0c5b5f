import type { ClientBase } from 'pg';

/**
 * Moves the calendar version of units, by one for each time they are named: what was exported of them before is no longer
 * current. In the order of ids, because a house with many rooms is moved by changes of any of them.
 */
export async function moveVersions(
  tx: ClientBase,
  organizationId: string,
  unitIds: readonly string[],
  now: Date,
): Promise<void> {
  if (unitIds.length === 0) return;
  await tx.query({ name: 'move-versions', text: MOVE, values: [organizationId, now, unitIds] });
}

const MOVE = `
  INSERT INTO availability.unit_calendars AS c (organization_id, changed_at, version, unit_id)
  SELECT $1::uuid, $2::timestamptz, count(*), unit_id FROM unnest($3::uuid[]) AS unit_id GROUP BY unit_id ORDER BY unit_id
  ON CONFLICT (unit_id) DO UPDATE SET version = c.version + excluded.version, changed_at = excluded.changed_at`;
