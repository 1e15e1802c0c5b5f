import type { ClientBase } from 'pg';

export interface Recipient {
  userId: string;
  email: string;
  name: string;
}

/** The organization's owners and managers: those who can act, or send somebody. */
export async function readRecipients(tx: ClientBase, organizationId: string): Promise<Recipient[]> {
  const { rows } = await tx.query<Recipient>({
    name: 'read-recipients',
    text: `SELECT u.id AS "userId", u.email, u.name FROM auth.members m JOIN auth.users u ON u.id = m.user_id
           WHERE m.organization_id = $1 AND string_to_array(m.role, ',') && ARRAY['owner', 'manager']
           ORDER BY u.email`,
    values: [organizationId],
  });
  return rows;
}
