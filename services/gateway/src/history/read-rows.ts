import type { AuditRow, AuditSide } from '@roomnight/calendar/replay';
import type { Stay } from '@roomnight/calendar/stay';
import { type CalendarAuditRow, readCalendarAudit } from '@roomnight/database/read-audit';
import { withOrganization } from '@roomnight/database/tenant';
import type { App, Session } from '../context.ts';

/** A row of the audit that is about a calendar, with who wrote it. */
export type HistoryRow = AuditRow & CalendarAuditRow;

/** All that ever had to do with some nights of some units, in the order in which it happened. */
export async function readRows(
  { pool }: Pick<App, 'pool'>,
  { viewer }: Session,
  unitIds: readonly string[],
  nights: Stay,
  until: Date,
): Promise<HistoryRow[]> {
  const rows = await withOrganization(pool, viewer.organizationId, (tx) =>
    readCalendarAudit(tx, unitIds, nights, until),
  );
  return rows.map((row) => ({ ...row, before: sideOf(row.before), after: sideOf(row.after) }));
}

/** What conflict-service wrote there is what it says it is. */
function sideOf(side: Record<string, unknown> | null): (AuditSide & Record<string, unknown>) | null {
  return side;
}
