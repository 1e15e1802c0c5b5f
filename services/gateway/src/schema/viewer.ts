import { Organization } from '@roomnight/database/entities/organization';
import { sessionOf, type Viewer } from '../context.ts';
import { builder } from './builder.ts';
import { Role } from './enums.ts';

const OrganizationRef = builder.objectType(Organization, {
  name: 'Organization',
  description: 'A tenant: everything belongs to one, and nobody sees another’s.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'As its members call it.' }),
  }),
});

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The person who asks.',
  fields: (t) => ({
    id: t.exposeID('userId', { description: 'The person’s id.' }),
    name: t.exposeString('name', { description: 'The person’s name.' }),
    email: t.exposeString('email', { description: 'What the person signs in with.' }),
    role: t.expose('role', { type: Role, description: 'What the person may do in this organization.' }),
    organization: t.field({
      type: OrganizationRef,
      description: 'The organization the person is working in.',
      resolve: ({ organizationId }, _args, context) =>
        sessionOf(context).em.findOneOrFail(Organization, { id: organizationId }),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    skipTypeScopes: true,
    description: 'The person who asks; null when nobody is signed in.',
    resolve: (_root, _args, { session }) => session?.viewer ?? null,
  }),
);
