import type { ClientBase } from 'pg';
import type { Mail } from '../rules/mail.ts';

const MINUTE = 60_000;
/** Longer than sending can take: what is claimed for longer belongs to a process that died. */
export const LEASE = 15 * MINUTE;
const LONGEST_WAIT = 60 * MINUTE;

/**
 * What becomes of an e-mail of which nobody knows whether it went out, because the process died between the mail
 * server's answer and the commit that records it. A known-sent one is never sent again under either.
 */
export type Policy = 'at_most_once' | 'at_least_once';

export interface Delivery {
  organizationId: string;
  /** Names the message and whom it is for: two with the same key are one. */
  dedupeKey: string;
  kind: string;
  userId: string;
  recipient: string;
  policy: Policy;
  mail: Mail;
  checklistId?: string | undefined;
}

/** Puts an e-mail up for delivery, in the transaction of what it tells of. Told anew before it is sent, it says the new. */
export async function addDelivery(tx: ClientBase, delivery: Delivery, now: Date): Promise<void> {
  await tx.query({
    name: 'add-delivery',
    text: `INSERT INTO checklists.notification_deliveries AS d
             (organization_id, dedupe_key, kind, user_id, recipient, policy, mail, checklist_id, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (dedupe_key) DO UPDATE SET mail = excluded.mail
             WHERE d.claimed_at IS NULL AND d.sent_at IS NULL AND d.given_up_at IS NULL`,
    values: [
      delivery.organizationId,
      delivery.dedupeKey,
      delivery.kind,
      delivery.userId,
      delivery.recipient,
      delivery.policy,
      JSON.stringify(delivery.mail),
      delivery.checklistId ?? null,
      now,
    ],
  });
}

export type Claim =
  /** Ours to send, until the lease is over. */
  | { kind: 'claimed'; mail: Mail; to: string; attempt: number }
  /** Sent, refused for now, given up, or begun by an attempt that has not said how it ended. */
  | { kind: 'sent' | 'refused' | 'rejected' | 'unknown' };

/** Takes the right to send, in a transaction that is over before the mail server is spoken to. */
export async function claimDelivery(tx: ClientBase, dedupeKey: string, now: Date): Promise<Claim> {
  const { rows } = await tx.query<{ mail: Mail; userId: string; attempt: number }>({
    name: 'claim-delivery',
    text: `UPDATE checklists.notification_deliveries SET claimed_at = $2, attempts = attempts + 1
           WHERE dedupe_key = $1 AND sent_at IS NULL AND given_up_at IS NULL AND coalesce(not_before <= $2, true)
             AND (claimed_at IS NULL OR policy = 'at_least_once' AND claimed_at <= $3)
           RETURNING mail, user_id AS "userId", attempts AS attempt`,
    values: [dedupeKey, now, new Date(now.getTime() - LEASE)],
  });
  const claimed = rows[0];
  if (claimed === undefined) return { kind: await stateOf(tx, dedupeKey) };
  // Behind the tenant wall a user is visible only while they are a member, and their address may have changed.
  const person = await tx.query<{ email: string }>('SELECT email FROM auth.users WHERE id = $1', [
    claimed.userId,
  ]);
  const to = person.rows[0]?.email;
  if (to !== undefined) return { kind: 'claimed', mail: claimed.mail, to, attempt: claimed.attempt };
  await giveUp(tx, dedupeKey, now);
  return { kind: 'rejected' };
}

async function stateOf(tx: ClientBase, dedupeKey: string): Promise<Exclude<Claim['kind'], 'claimed'>> {
  const { rows } = await tx.query<{ state: Exclude<Claim['kind'], 'claimed'> }>({
    name: 'state-of-delivery',
    text: `SELECT CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN given_up_at IS NOT NULL THEN 'rejected'
             WHEN claimed_at IS NOT NULL THEN 'unknown' ELSE 'refused' END AS state
           FROM checklists.notification_deliveries WHERE dedupe_key = $1`,
    values: [dedupeKey],
  });
  return rows[0]?.state ?? 'rejected';
}

export async function markSent(tx: ClientBase, dedupeKey: string, now: Date): Promise<void> {
  await tx.query({
    name: 'mark-sent',
    text: 'UPDATE checklists.notification_deliveries SET sent_at = $2, mail = NULL WHERE dedupe_key = $1',
    values: [dedupeKey, now],
  });
}

/**
 * Gives a claim back: the mail was certainly not sent. At least once means again after a wait that doubles; at most
 * once leaves it to the caller when.
 */
export async function releaseDelivery(
  tx: ClientBase,
  { dedupeKey, claimedAt, attempt }: { dedupeKey: string; claimedAt: Date; attempt: number },
): Promise<void> {
  const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (attempt - 1));
  await tx.query({
    name: 'release-delivery',
    text: `UPDATE checklists.notification_deliveries
           SET claimed_at = NULL, not_before = CASE policy WHEN 'at_least_once' THEN $3::timestamptz END
           WHERE dedupe_key = $1 AND claimed_at = $2 AND sent_at IS NULL`,
    values: [dedupeKey, claimedAt, new Date(claimedAt.getTime() + wait)],
  });
}

/** Nobody will ever take it. */
export async function giveUp(tx: ClientBase, dedupeKey: string, now: Date): Promise<void> {
  await tx.query({
    name: 'give-up-delivery',
    text: `UPDATE checklists.notification_deliveries SET given_up_at = $2, mail = NULL
           WHERE dedupe_key = $1 AND sent_at IS NULL`,
    values: [dedupeKey, now],
  });
}
