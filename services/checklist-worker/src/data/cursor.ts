import type { EventCursor } from '@roomnight/database/event-log';
import type { ClientBase } from 'pg';

/** How far this consumer has followed the event log; undefined before its first start. */
export async function readCursor(tx: ClientBase, consumer: string): Promise<EventCursor | undefined> {
  const { rows } = await tx.query<EventCursor>(
    'SELECT epoch, xid::text AS xid, seq FROM checklists.event_cursors WHERE consumer = $1',
    [consumer],
  );
  return rows[0];
}

export async function saveCursor(
  tx: ClientBase,
  consumer: string,
  at: EventCursor,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO checklists.event_cursors (consumer, epoch, xid, seq, updated_at) VALUES ($1, $2, $3::xid8, $4, $5)
     ON CONFLICT (consumer) DO UPDATE
       SET epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq, updated_at = excluded.updated_at`,
    [consumer, at.epoch, at.xid, at.seq, now],
  );
}
