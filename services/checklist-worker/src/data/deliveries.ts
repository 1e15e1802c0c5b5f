import type { ClientBase } from 'pg';

export interface Delivery {
  organizationId: string;
  /** Names the message and whom it is for: a second one with the same key is never sent. */
  dedupeKey: string;
  kind: string;
  recipient: string;
  checklistId: string;
}

/** What is known of a message: ours to send, sent, or begun by an attempt that never said how it ended. */
export type Claim = 'claimed' | 'sent' | 'unknown';

/** Takes the right to send this message, in a transaction that is over before it is sent. */
export async function claimDelivery(tx: ClientBase, delivery: Delivery, at: Date): Promise<Claim> {
  const { rowCount } = await tx.query({
    name: 'claim-delivery',
    text: `INSERT INTO checklists.notification_deliveries
             (organization_id, dedupe_key, kind, recipient, checklist_id, claimed_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (dedupe_key) DO NOTHING`,
    values: [
      delivery.organizationId,
      delivery.dedupeKey,
      delivery.kind,
      delivery.recipient,
      delivery.checklistId,
      at,
    ],
  });
  if (rowCount === 1) return 'claimed';
  const { rows } = await tx.query<{ sent: boolean }>({
    name: 'read-delivery',
    text: 'SELECT sent_at IS NOT NULL AS sent FROM checklists.notification_deliveries WHERE dedupe_key = $1',
    values: [delivery.dedupeKey],
  });
  return rows[0]?.sent === true ? 'sent' : 'unknown';
}

export async function markSent(tx: ClientBase, dedupeKey: string, at: Date): Promise<void> {
  await tx.query({
    name: 'mark-sent',
    text: 'UPDATE checklists.notification_deliveries SET sent_at = $2 WHERE dedupe_key = $1',
    values: [dedupeKey, at],
  });
}

/** Gives the right back: the message was certainly not sent. */
export async function releaseDelivery(tx: ClientBase, dedupeKey: string): Promise<void> {
  await tx.query({
    name: 'release-delivery',
    text: 'DELETE FROM checklists.notification_deliveries WHERE dedupe_key = $1 AND sent_at IS NULL',
    values: [dedupeKey],
  });
}
