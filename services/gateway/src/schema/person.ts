import { Member } from '@roomnight/database/entities/member';
import { User } from '@roomnight/database/entities/user';
import { sessionOf } from '../context.ts';
import { storedRole } from '../sign-in/roles.ts';
import { builder } from './builder.ts';
import { Role } from './enums.ts';

interface Person {
  id: string;
  name: string;
}

export const PersonRef = builder.loadableObject<Person, string, [], 'Person'>('Person', {
  description: 'Somebody who works in the organization, or did.',
  load: async (ids, context) => {
    const users = await sessionOf(context).em.find(User, { id: ids });
    const names = new Map(users.map(({ id, name }) => [id, name]));
    return ids.map((id) => ({ id, name: names.get(id) ?? 'A former member' }));
  },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The person’s id.' }),
    name: t.exposeString('name', { description: 'The person’s name.' }),
  }),
});

const MemberRef = builder.objectRef<Member>('Member').implement({
  description: 'A person in the organization.',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: 'Who it is.', resolve: ({ userId }) => userId }),
    role: t.field({
      type: Role,
      description: 'What the person may do.',
      resolve: ({ role }) => storedRole.parse(role),
    }),
  }),
});

builder.queryField('members', (t) =>
  t.field({
    type: [MemberRef],
    description: 'Everybody in the organization, those who joined first first; at most 500.',
    resolve: (_root, _args, context) =>
      sessionOf(context).em.find(Member, {}, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: 500 }),
  }),
);
