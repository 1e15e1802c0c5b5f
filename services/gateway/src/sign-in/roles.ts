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
