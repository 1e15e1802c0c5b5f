import {
  automaticKinds,
  winners,
  type AutomaticKind,
  type Preferences,
} from '@roomnight/resolutions/preferences';
import { conflictPreferences, updateConflictPreferences } from '../conflicts/preferences.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { builder } from './builder.ts';

const aboutWinner: Record<Preferences['winner'], string> = {
  first_booked: 'Who booked first.',
  platform_order: 'Whose platform has the higher priority in conflicts; direct bookings have one, too.',
  highest_value: 'Whose booking is worth more, where both values are known.',
};

const aboutAutomatic: Record<AutomaticKind, string> = {
  same_booking: 'To say that two bookings with one reservation code are one.',
  release_block: 'To release a block that was closed by hand, for a stay that is confirmed.',
  move_in_property:
    'To move the booking that gives way to a free unit of the same property of which is said that it sleeps as many.',
};

const ConflictWinner = builder.enumType('ConflictWinner', {
  description:
    'Which of two bookings keeps the nights, where neither its guest is there nor the other is a request.',
  values: Object.fromEntries(
    winners.map((value) => [value.toUpperCase(), { value, description: aboutWinner[value] }]),
  ),
});

const AutomaticResolution = builder.enumType('AutomaticResolution', {
  description: 'What can be done to end a conflict without asking anybody.',
  values: Object.fromEntries(
    automaticKinds.map((value) => [value.toUpperCase(), { value, description: aboutAutomatic[value] }]),
  ),
});

const ConflictPreferencesRef = builder.objectRef<Preferences>('ConflictPreferences').implement({
  description: 'What the organization wants of those who resolve its conflicts.',
  fields: (t) => ({
    winner: t.field({
      type: ConflictWinner,
      description: 'Which of two bookings keeps the nights.',
      resolve: ({ winner }) => winner,
    }),
    directPriority: t.exposeInt('directPriority', {
      description:
        'Where direct bookings stand among the priorities in conflicts of the platforms, 0 to 100.',
    }),
    neverMoveInHouse: t.exposeBoolean('neverMoveInHouse', {
      description: 'Whether a guest who is in the house is left where they are, whatever happens.',
    }),
    automatic: t.field({
      type: [AutomaticResolution],
      description: 'What may be done without asking.',
      resolve: ({ automatic }) => automatic,
    }),
  }),
});

const UpdateConflictPreferencesInput = builder.inputType('UpdateConflictPreferencesInput', {
  description: 'What to change: what is not given stays.',
  fields: (t) => ({
    winner: t.field({ type: ConflictWinner, description: 'Which of two bookings keeps the nights.' }),
    directPriority: t.int({ description: 'Where direct bookings stand among the platforms, 0 to 100.' }),
    neverMoveInHouse: t.boolean({
      description: 'Whether a guest who is in the house is left where they are.',
    }),
    automatic: t.field({ type: [AutomaticResolution], description: 'All that may be done without asking.' }),
  }),
});

const UpdateConflictPreferencesSuccess = builder
  .objectRef<{ preferences: Preferences }>('UpdateConflictPreferencesSuccess')
  .implement({
    description: 'They hold for all conflicts from now on.',
    fields: (t) => ({
      preferences: t.field({
        type: ConflictPreferencesRef,
        description: 'As they are now.',
        resolve: ({ preferences }) => preferences,
      }),
    }),
  });

builder.queryField('conflictPreferences', (t) =>
  t.field({
    type: ConflictPreferencesRef,
    description: 'What the organization wants of those who resolve its conflicts.',
    resolve: (_root, _args, context) => conflictPreferences(sessionOf(context)),
  }),
);

builder.mutationField('updateConflictPreferences', (t) =>
  t.field({
    type: UpdateConflictPreferencesSuccess,
    description: 'Says what the organization wants of those who resolve its conflicts. For owners.',
    authScopes: { role: 'owner' },
    errors: { types: [InvalidInput] },
    args: {
      input: t.arg({ type: UpdateConflictPreferencesInput, required: true, description: 'What to change.' }),
    },
    resolve: async (_root, { input }, context) => ({
      preferences: await updateConflictPreferences(context.app, sessionOf(context), input),
    }),
  }),
);
