import type { Property } from '@roomnight/database/entities/property';
import type { Unit } from '@roomnight/database/entities/unit';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { createProperty } from '../properties/create-property.ts';
import { createUnit } from '../properties/create-unit.ts';
import { updateProperty } from '../properties/update-property.ts';
import { updateUnit } from '../properties/update-unit.ts';
import { builder } from './builder.ts';
import { PropertyRef, UnitRef } from './refs.ts';

const CreatePropertyInput = builder.inputType('CreatePropertyInput', {
  description: 'A property to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, 1 to 200 characters.' }),
    city: t.string({ required: true, description: 'The city it is in, 1 to 100 characters.' }),
  }),
});

const CreatePropertySuccess = builder.objectRef<{ property: Property }>('CreatePropertySuccess').implement({
  description: 'The property was created.',
  fields: (t) => ({
    property: t.field({ type: PropertyRef, description: 'It.', resolve: ({ property }) => property }),
  }),
});

const UpdatePropertyInput = builder.inputType('UpdatePropertyInput', {
  description: 'What to change on a property: what is not given stays.',
  fields: (t) => ({
    propertyId: t.id({ required: true, description: 'The property to change.' }),
    managerId: t.id({
      description:
        'The member who looks after it and is told of its conflicts, beside the owners; null for every manager.',
    }),
  }),
});

const UpdatePropertySuccess = builder.objectRef<{ property: Property }>('UpdatePropertySuccess').implement({
  description: 'The property was changed.',
  fields: (t) => ({
    property: t.field({
      type: PropertyRef,
      description: 'As it is now.',
      resolve: ({ property }) => property,
    }),
  }),
});

const CreateUnitInput = builder.inputType('CreateUnitInput', {
  description: 'A unit to create.',
  fields: (t) => ({
    propertyId: t.id({ required: true, description: 'The property it is in.' }),
    name: t.string({ required: true, description: 'Its name, 1 to 200 characters.' }),
    parentUnitId: t.id({
      description:
        'The unit of the same property it is a part of, such as a room’s villa. That one must have no bookings yet and be no part itself.',
    }),
    sleeps: t.int({ description: 'How many guests it sleeps, 1 to 99.' }),
    rooms: t.int({
      description:
        'Makes a room type of so many equal rooms, each a part of it: a booking of it takes one of them. 2 to 50.',
    }),
  }),
});

const CreateUnitSuccess = builder.objectRef<{ unit: Unit }>('CreateUnitSuccess').implement({
  description: 'The unit was created.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'It.', resolve: ({ unit }) => unit }),
  }),
});

const UpdateUnitInput = builder.inputType('UpdateUnitInput', {
  description: 'What to change on a unit: what is not given stays.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit to change.' }),
    sleeps: t.int({ description: 'How many guests it sleeps, 1 to 99; null if that is not known.' }),
  }),
});

const UpdateUnitSuccess = builder.objectRef<{ unit: Unit }>('UpdateUnitSuccess').implement({
  description: 'The unit was changed.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'As it is now.', resolve: ({ unit }) => unit }),
  }),
});

builder.mutationFields((t) => ({
  createProperty: t.field({
    type: CreatePropertySuccess,
    description: 'Creates a property. For managers.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput] },
    args: { input: t.arg({ type: CreatePropertyInput, required: true, description: 'What to create.' }) },
    resolve: async (_root, { input }, context) => ({
      property: await createProperty(context.app, sessionOf(context), input),
    }),
  }),
  updateProperty: t.field({
    type: UpdatePropertySuccess,
    description: 'Changes a property. For managers.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput, NotFound] },
    args: { input: t.arg({ type: UpdatePropertyInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, context) => ({
      property: await updateProperty(context.app, sessionOf(context), input),
    }),
  }),
  createUnit: t.field({
    type: CreateUnitSuccess,
    description: 'Creates a unit in a property. For managers.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput, NotFound] },
    args: { input: t.arg({ type: CreateUnitInput, required: true, description: 'What to create.' }) },
    resolve: async (_root, { input }, context) => ({
      unit: await createUnit(context.app, sessionOf(context), input),
    }),
  }),
  updateUnit: t.field({
    type: UpdateUnitSuccess,
    description: 'Changes a unit. For managers.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput, NotFound] },
    args: { input: t.arg({ type: UpdateUnitInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, context) => ({
      unit: await updateUnit(context.app, sessionOf(context), input),
    }),
  }),
}));
