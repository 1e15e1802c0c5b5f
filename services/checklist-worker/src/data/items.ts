import type { ClientBase } from 'pg';
import type { Change, Item } from '../rules/work.ts';
import { toStay, type StayRow } from './calendar.ts';

interface ItemRow extends StayRow {
  id: string;
  action: 'close' | 'open';
}

/** The open items of a checklist, earliest first. */
export async function openItems(tx: ClientBase, checklistId: string): Promise<Item[]> {
  const { rows } = await tx.query<ItemRow>({
    name: 'open-items',
    text: `SELECT id, action, check_in, check_out FROM checklists.checklist_items
           WHERE checklist_id = $1 AND status = 'open' ORDER BY check_in, id`,
    values: [checklistId],
  });
  return rows.map((row) => ({ id: row.id, action: row.action, stay: toStay(row) }));
}

export type ItemStatus = 'open' | 'acknowledged' | 'withdrawn';

/** An item of a checklist, whatever became of it. */
export async function readItem(
  tx: ClientBase,
  checklistId: string,
  itemId: string,
): Promise<(Item & { status: ItemStatus; closedBy: string | null }) | undefined> {
  const { rows } = await tx.query<ItemRow & { status: ItemStatus; closed_by: string | null }>({
    name: 'read-item',
    text: `SELECT id, action, check_in, check_out, status, closed_by FROM checklists.checklist_items
           WHERE id = $2 AND checklist_id = $1`,
    values: [checklistId, itemId],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  return { id: row.id, action: row.action, stay: toStay(row), status: row.status, closedBy: row.closed_by };
}

export async function insertItems(
  tx: ClientBase,
  to: { organizationId: string; checklistId: string; listingId: string; at: Date },
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query({
    name: 'insert-items',
    text: `INSERT INTO checklists.checklist_items (organization_id, checklist_id, listing_id, action, check_in, check_out,
             status, created_at)
           SELECT $1, $2, $3, c.action, c.check_in, c.check_out, 'open', $4
           FROM unnest($5::text[], $6::date[], $7::date[]) AS c (action, check_in, check_out)`,
    values: [
      to.organizationId,
      to.checklistId,
      to.listingId,
      to.at,
      changes.map((change) => change.action),
      changes.map((change) => change.stay.checkIn),
      changes.map((change) => change.stay.checkOut),
    ],
  });
}

export async function withdrawItems(tx: ClientBase, items: readonly Item[], at: Date): Promise<void> {
  if (items.length === 0) return;
  await tx.query({
    name: 'withdraw-items',
    text: `UPDATE checklists.checklist_items SET status = 'withdrawn', closed_at = $2 WHERE id = ANY ($1::uuid[])`,
    values: [items.map((item) => item.id), at],
  });
}

/** Items begin today at the earliest: their first nights passed. */
export async function shortenItems(tx: ClientBase, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query({
    name: 'shorten-items',
    text: `UPDATE checklists.checklist_items i SET check_in = s.check_in
           FROM unnest($1::uuid[], $2::date[]) AS s (id, check_in) WHERE i.id = s.id`,
    values: [items.map((item) => item.id), items.map((item) => item.stay.checkIn)],
  });
}

export async function acknowledge(
  tx: ClientBase,
  done: { itemId: string; userId: string; at: Date },
): Promise<void> {
  await tx.query({
    name: 'acknowledge-item',
    text: `UPDATE checklists.checklist_items SET status = 'acknowledged', closed_at = $3, closed_by = $2 WHERE id = $1`,
    values: [done.itemId, done.userId, done.at],
  });
}
