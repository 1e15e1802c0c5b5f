import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import { sessionOf } from '../context.ts';
import { isStorable } from '../input.ts';
import { builder } from './builder.ts';
import { groupedBy } from './load.ts';
import { PersonRef } from './person.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';
import { PropertyRef, UnitRef } from './refs.ts';

PropertyRef.implement({
  description: 'The place: a villa, a guesthouse, a building of apartments.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    city: t.exposeString('city', { description: 'The city it is in.' }),
    manager: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Who looks after it, and is told of its conflicts; null where every manager does.',
      resolve: ({ managerId }) => managerId ?? null,
    }),
    units: t.loadableList({
      type: UnitRef,
      description: 'What can be rented there, by name.',
      load: async (propertyIds: string[], context) => {
        const units = await sessionOf(context).em.find(
          Unit,
          { propertyId: propertyIds },
          { orderBy: { name: 'asc', id: 'asc' } },
        );
        return groupedBy(propertyIds, units, ({ propertyId }) => propertyId);
      },
      resolve: ({ id }) => id,
    }),
  }),
});

const PropertyConnection = builder.connectionObject(
  { type: PropertyRef, name: 'PropertyConnection', description: 'A page of properties.' },
  { name: 'PropertyEdge', description: 'A property and its place in the list.' },
);

builder.queryFields((t) => ({
  properties: t.field({
    type: PropertyConnection,
    description: 'The organization’s properties, by name.',
    args: {
      ...pageArgs,
      search: t.arg.string({
        description: 'Only those whose name or city contains this, whatever the case.',
      }),
    },
    resolve: async (_root, args, context) => {
      const after = keyAfter(args, isStorable);
      if (args.search && !isStorable(args.search)) return pageOf<Property>([], args, () => ['', '']);
      const pattern = args.search ? `%${args.search.replaceAll(/[%_\\]/g, String.raw`\$&`)}%` : undefined;
      const rows = await sessionOf(context).em.find(
        Property,
        {
          $and: [
            after ? { $or: [{ name: { $gt: after[0] } }, { name: after[0], id: { $gt: after[1] } }] } : {},
            pattern ? { $or: [{ name: { $ilike: pattern } }, { city: { $ilike: pattern } }] } : {},
          ],
        },
        { orderBy: { name: 'asc', id: 'asc' }, limit: pageSize(args) + 1 },
      );
      return pageOf(rows, args, ({ name, id }) => [name, id]);
    },
  }),
  property: t.field({
    type: PropertyRef,
    nullable: true,
    description: 'One property; null when the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The property’s id.' }) },
    resolve: (_root, { id }, context) => sessionOf(context).em.findOne(Property, { id }),
  }),
}));
