import { logEvents } from '@roomnight/database/event-log';
import type { ClientBase } from 'pg';
import type { Mail } from '../rules/mail.ts';
import { addDelivery, type Policy } from './deliveries.ts';
import { peopleToTell, type Person } from './people.ts';

/** Something to tell people. */
export interface Message {
  organizationId: string;
  /** Of `notificationKinds`: what people have preferences for. */
  kind: string;
  /** Names the message: told again under the same key, nobody gets it twice. */
  key: string;
  /** In the app: what it is, what to know, and where in the dashboard to look. */
  title: string;
  body: string;
  path: string;
  mail: Mail;
  policy: Policy;
  checklistId?: string | undefined;
  /** Who takes care of it: told as a manager is, whatever their role. */
  assigneeId?: string;
  /** Who looks after the property: told as a manager is, and no other manager is. */
  managerId?: string;
  /** Nobody else is told. */
  onlyAssignee?: boolean;
}

/** Names one person's copy of a message. */
export function deliveryKey(key: string, userId: string): string {
  return `${key}:${userId}`;
}

/**
 * Tells every member as they want to be told, in the transaction of what it tells of: a message is told if and only
 * if that commits. In the app at once; an e-mail is put up for delivery.
 *
 * @returns whom an e-mail goes to
 */
export async function notify(tx: ClientBase, message: Message, now: Date): Promise<Person[]> {
  const everybody = await peopleToTell(tx, message);
  const people = message.onlyAssignee
    ? everybody.filter(({ userId }) => userId === message.assigneeId)
    : everybody;
  let shown = 0;
  for (const person of people.filter(({ channels }) => channels.inApp)) {
    shown += await addNotification(tx, message, person, now);
  }
  const mailed = people.filter(({ channels }) => channels.byEmail);
  for (const { userId, email } of mailed) {
    const dedupeKey = deliveryKey(message.key, userId);
    const { follows } = message.mail;
    const mail = {
      ...message.mail,
      ...(follows !== undefined && { follows: deliveryKey(follows, userId) }),
    };
    await addDelivery(tx, { ...message, mail, dedupeKey, userId, recipient: email }, now);
  }
  if (shown > 0) {
    const { organizationId } = message;
    await logEvents(tx, [{ organizationId, type: 'NotificationsChanged', occurredAt: now }]);
  }
  return mailed;
}

async function addNotification(
  tx: ClientBase,
  { organizationId, key, kind, title, body, path }: Message,
  { userId }: Person,
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'add-notification',
    text: `INSERT INTO checklists.notifications
             (organization_id, user_id, dedupe_key, kind, title, body, path, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (dedupe_key) DO NOTHING`,
    values: [organizationId, userId, deliveryKey(key, userId), kind, title, body, path, now],
  });
  return rowCount ?? 0;
}
