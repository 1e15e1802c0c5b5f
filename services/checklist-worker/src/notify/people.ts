import { type Channels, usualChannels } from '@roomnight/contracts/notification';
import type { ClientBase } from 'pg';

/** A member of the organization, and how they want to be told of a kind of thing. */
export interface Person {
  userId: string;
  email: string;
  channels: Channels;
}

/**
 * The organization's members whom something of this kind reaches in any way, by e-mail address.
 *
 * @param assigneeId who takes care of it, and is told as a manager is
 */
export async function peopleToTell(
  tx: ClientBase,
  organizationId: string,
  kind: string,
  assigneeId?: string,
): Promise<Person[]> {
  const { rows } = await tx.query<{
    userId: string;
    email: string;
    role: string;
    inApp: boolean | null;
    byEmail: boolean | null;
  }>({
    name: 'people-to-tell',
    text: `SELECT u.id AS "userId", u.email, m.role, p.in_app AS "inApp", p.by_email AS "byEmail"
           FROM auth.members m JOIN auth.users u ON u.id = m.user_id
           LEFT JOIN gateway.notification_preferences p ON p.user_id = m.user_id AND p.kind = $2
           WHERE m.organization_id = $1 ORDER BY u.email`,
    values: [organizationId, kind],
  });
  return rows
    .map(({ userId, email, role, inApp, byEmail }) => ({
      userId,
      email,
      channels:
        inApp === null || byEmail === null
          ? usualChannels(kind, userId === assigneeId ? 'manager' : role)
          : { inApp, byEmail },
    }))
    .filter(({ channels }) => channels.inApp || channels.byEmail);
}
