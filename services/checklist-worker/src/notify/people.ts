import { type Channels, usualChannels } from '@roomnight/contracts/notification';
import type { ClientBase } from 'pg';

/** A member of the organization, and how they want to be told of a kind of thing. */
export interface Person {
  userId: string;
  email: string;
  channels: Channels;
}

/** What something is, and whom it concerns: they are told as a manager is, whatever their role. */
export interface Concern {
  organizationId: string;
  kind: string;
  /** Who takes care of it. */
  assigneeId?: string;
  /** Who looks after the property: while they are a member, no other manager is told. */
  managerId?: string;
}

/** The organization's members whom it reaches in any way, by e-mail address. */
export async function peopleToTell(
  tx: ClientBase,
  { organizationId, kind, assigneeId, managerId }: Concern,
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
  const concerned = new Set([assigneeId, managerId]);
  const hasManager = rows.some(({ userId }) => userId === managerId);
  return rows
    .filter(({ userId, role }) => !hasManager || role !== 'manager' || concerned.has(userId))
    .map(({ userId, email, role, inApp, byEmail }) => ({
      userId,
      email,
      channels:
        inApp === null || byEmail === null
          ? usualChannels(kind, concerned.has(userId) ? 'manager' : role)
          : { inApp, byEmail },
    }))
    .filter(({ channels }) => channels.inApp || channels.byEmail);
}
