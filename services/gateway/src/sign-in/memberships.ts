import type { Pool } from 'pg';
import type { Role } from '../context.ts';
import { storedRole } from './roles.ts';

export interface Membership {
  organizationId: string;
  role: Role;
}

/** The organizations a person belongs to, the oldest membership first. */
export async function memberships(authPool: Pool, userId: string): Promise<Membership[]> {
  const { rows } = await authPool.query<{ organization_id: string; role: string }>({
    name: 'memberships',
    text: 'SELECT organization_id, role FROM auth.members WHERE user_id = $1 ORDER BY created_at, id',
    values: [userId],
  });
  return rows.map((row) => ({ organizationId: row.organization_id, role: storedRole.parse(row.role) }));
}
