import { APIError } from 'better-auth/api';
import { createAccessControl } from 'better-auth/plugins/access';
import { z } from 'zod';

const access = createAccessControl({
  organization: ['update', 'delete'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
});

/** What each role may do to the organization itself; what it may do to calendars stands in the schema. */
export const organizationRoles = {
  owner: access.newRole({
    organization: ['update', 'delete'],
    member: ['create', 'update', 'delete'],
    invitation: ['create', 'cancel'],
  }),
  manager: access.newRole({ organization: ['update'], invitation: ['create', 'cancel'] }),
  staff: access.newRole({ organization: [] }),
};

export { access as organizationAccess };

/** A role as `auth.members` keeps it. */
export const storedRole = z.enum(['owner', 'manager', 'staff']);

/**
 * The library also knows roles of its own and lists of roles. A member with such a one could not be let in anywhere.
 *
 * @throws {APIError} 400
 */
export function oneRole(role: string): void {
  if (storedRole.safeParse(role).success) return;
  throw new APIError('BAD_REQUEST', {
    code: 'ROLE_NOT_FOUND',
    message: `Give one role: ${storedRole.options.join(', ')}.`,
  });
}
