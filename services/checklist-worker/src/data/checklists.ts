import type { ClientBase } from 'pg';

export interface ChecklistRow {
  id: string;
  listingId: string;
  status: 'open' | 'done';
  openedAt: Date;
  remindAt: Date;
  remindersSent: number;
  revision: number;
  announcedRevision: number;
}

const COLUMNS = `id, listing_id AS "listingId", status, opened_at AS "openedAt", remind_at AS "remindAt",
  reminders_sent AS "remindersSent", revision, announced_revision AS "announcedRevision"`;

export async function readChecklist(tx: ClientBase, checklistId: string): Promise<ChecklistRow | undefined> {
  const { rows } = await tx.query<ChecklistRow>({
    name: 'read-checklist',
    text: `SELECT ${COLUMNS} FROM checklists.manual_update_checklists WHERE id = $1`,
    values: [checklistId],
  });
  return rows[0];
}

export async function openChecklistOf(tx: ClientBase, listingId: string): Promise<ChecklistRow | undefined> {
  const { rows } = await tx.query<ChecklistRow>({
    name: 'open-checklist-of',
    text: `SELECT ${COLUMNS} FROM checklists.manual_update_checklists WHERE listing_id = $1 AND status = 'open'`,
    values: [listingId],
  });
  return rows[0];
}

export async function insertChecklist(
  tx: ClientBase,
  row: { organizationId: string; listingId: string; openedAt: Date; remindAt: Date },
): Promise<ChecklistRow> {
  const { rows } = await tx.query<ChecklistRow>({
    name: 'insert-checklist',
    text: `INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at)
           VALUES ($1, $2, 'open', $3, $4) RETURNING ${COLUMNS}`,
    values: [row.organizationId, row.listingId, row.openedAt, row.remindAt],
  });
  return one(rows);
}

/** A new revision of an open checklist; `completedAt` says that nothing is left of it. */
export async function reviseChecklist(
  tx: ClientBase,
  change: { id: string; remindAt: Date; completedAt: Date | null },
): Promise<ChecklistRow> {
  const { rows } = await tx.query<ChecklistRow>({
    name: 'revise-checklist',
    text: `UPDATE checklists.manual_update_checklists
           SET revision = revision + 1, remind_at = $2, completed_at = $3,
             status = CASE WHEN $3::timestamptz IS NULL THEN 'open' ELSE 'done' END
           WHERE id = $1 RETURNING ${COLUMNS}`,
    values: [change.id, change.remindAt, change.completedAt],
  });
  return one(rows);
}

/** Counts a reminder that went out, if it is the next one; false when it was counted before. */
export async function countReminder(
  tx: ClientBase,
  change: { id: string; number: number; remindAt: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'count-reminder',
    text: `UPDATE checklists.manual_update_checklists SET reminders_sent = $2, remind_at = $3
           WHERE id = $1 AND status = 'open' AND reminders_sent = $2 - 1`,
    values: [change.id, change.number, change.remindAt],
  });
  return rowCount === 1;
}

/** Marks that the workflow was told of this revision. */
export async function markAnnounced(tx: ClientBase, checklistId: string, revision: number): Promise<void> {
  await tx.query({
    name: 'mark-announced',
    text: `UPDATE checklists.manual_update_checklists SET announced_revision = $2
           WHERE id = $1 AND announced_revision < $2`,
    values: [checklistId, revision],
  });
}

function one(rows: ChecklistRow[]): ChecklistRow {
  const row = rows[0];
  if (row === undefined) throw new ChecklistVanished('a checklist that was just written is not there');
  return row;
}

/** A row that this transaction holds locked is gone: somebody deletes behind our back. */
export class ChecklistVanished extends Error {
  override name = 'ChecklistVanished';
}
