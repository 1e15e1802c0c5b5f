import { Listing } from '@roomnight/database/entities/listing';
import { Unit } from '@roomnight/database/entities/unit';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { groupedBy } from './load.ts';
import { ListingRef, PropertyRef, UnitRef } from './refs.ts';

UnitRef.implement({
  description: 'The rentable thing in a property.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    property: t.field({
      type: PropertyRef,
      description: 'The place it is in.',
      resolve: ({ propertyId }) => propertyId,
    }),
    parentUnitId: t.exposeID('parentUnitId', {
      nullable: true,
      description: 'The unit it is a part of, such as a room’s villa: taking that one takes this one.',
    }),
    sleeps: t.exposeInt('sleeps', {
      nullable: true,
      description: 'How many guests it sleeps; null where nobody said.',
    }),
    isPool: t.exposeBoolean('isPool', {
      description: 'Whether its parts are equal rooms, so that a booking takes one of them and not all.',
    }),
    listings: t.loadableList({
      type: ListingRef,
      description: 'Its listings on platforms, oldest first; deleted ones are left out.',
      load: async (unitIds: string[], context) => {
        const listings = await sessionOf(context).em.find(
          Listing,
          { unitId: unitIds, status: { $ne: 'deleted' } },
          { orderBy: { createdAt: 'asc', id: 'asc' } },
        );
        return groupedBy(unitIds, listings, ({ unitId }) => unitId);
      },
      resolve: ({ id }) => id,
    }),
  }),
});

builder.queryField('unit', (t) =>
  t.field({
    type: UnitRef,
    nullable: true,
    description: 'One unit; null when the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The unit’s id.' }) },
    resolve: (_root, { id }, context) => sessionOf(context).em.findOne(Unit, { id }),
  }),
);
