import type { Pool } from 'pg';
import type { Viewer } from '../context.ts';
import type { Auth } from './auth.ts';
import { memberships } from './memberships.ts';

/**
 * Who asks, by the session cookie, and in which organization: the session's active one, else their first. Null for
 * nobody, and for a person who belongs to none. The role is read each time: who is dismissed is out at once.
 */
export async function viewerOf(
  auth: Auth,
  authPool: Pool,
  cookie: string | undefined,
): Promise<Viewer | null> {
  if (cookie === undefined) return null;
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (!found) return null;
  const { user, session } = found;
  const all = await memberships(authPool, user.id);
  const active = all.find(({ organizationId }) => organizationId === session.activeOrganizationId) ?? all[0];
  if (!active) return null;
  return { userId: user.id, name: user.name, email: user.email, ...active };
}
