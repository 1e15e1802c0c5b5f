import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import type { Guide } from '../checklists/guide.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { updateListingSettings } from '../listings/update-listing-settings.ts';
import { createPlatform } from '../platforms/create-platform.ts';
import { previewPlatform } from '../platforms/preview.ts';
import { setPlatformActive } from '../platforms/set-platform-active.ts';
import { updatePlatform } from '../platforms/update-platform.ts';
import { updatePlatformSettings } from '../platforms/update-platform-settings.ts';
import { builder } from './builder.ts';
import { IcalDefinitionInput, ManualDefinitionInput } from './platform-definition.ts';
import { ListingRef, OtaPlatformRef } from './refs.ts';
import { SettingsInput } from './setting.ts';

const CreatePlatformInput = builder.inputType('CreatePlatformInput', {
  description: 'A platform of the organization’s own: give either `ical` or `manual`.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, 1 to 100 characters, unlike the others.' }),
    ical: t.field({ type: IcalDefinitionInput, description: 'If it has calendar feeds.' }),
    manual: t.field({
      type: ManualDefinitionInput,
      description: 'If it is done by hand; `untilInclusive` and `closing` are needed.',
    }),
  }),
});

const UpdatePlatformInput = builder.inputType('UpdatePlatformInput', {
  description: 'What to change on a platform of the organization’s own: only what is given changes.',
  fields: (t) => ({
    platformId: t.id({ required: true, description: 'The platform to change.' }),
    name: t.string({ description: 'Another name, 1 to 100 characters.' }),
    ical: t.field({ type: IcalDefinitionInput, description: 'Of one with calendar feeds.' }),
    manual: t.field({ type: ManualDefinitionInput, description: 'Of one that is done by hand.' }),
  }),
});

const UpdatePlatformSettingsInput = builder.inputType('UpdatePlatformSettingsInput', {
  description: 'Settings for all listings of the organization on a platform.',
  fields: (t) => ({
    platformId: t.id({ required: true, description: 'The platform concerned.' }),
    settings: t.field({ type: SettingsInput, required: true, description: 'What to change.' }),
  }),
});

const UpdateListingSettingsInput = builder.inputType('UpdateListingSettingsInput', {
  description: 'Settings for one listing.',
  fields: (t) => ({
    listingId: t.id({ required: true, description: 'The listing concerned.' }),
    settings: t.field({ type: SettingsInput, required: true, description: 'What to change.' }),
  }),
});

/** A result that is the platform as it is now. */
function platformSuccess(name: string, description: string) {
  return builder.objectRef<{ platform: OtaPlatform }>(name).implement({
    description,
    fields: (t) => ({
      platform: t.field({
        type: OtaPlatformRef,
        description: 'As it is now.',
        resolve: ({ platform }) => platform,
      }),
    }),
  });
}

const CreatePlatformSuccess = platformSuccess('CreatePlatformSuccess', 'The platform was created.');
const UpdatePlatformSuccess = platformSuccess('UpdatePlatformSuccess', 'The platform was changed.');
const UpdatePlatformSettingsSuccess = platformSuccess(
  'UpdatePlatformSettingsSuccess',
  'The settings hold from now on.',
);
const ActivatePlatformSuccess = platformSuccess(
  'ActivatePlatformSuccess',
  'New listings can be made on the platform.',
);
const DeactivatePlatformSuccess = platformSuccess(
  'DeactivatePlatformSuccess',
  'No new listing can be made on the platform.',
);

const UpdateListingSettingsSuccess = builder
  .objectRef<{ listing: Listing }>('UpdateListingSettingsSuccess')
  .implement({
    description: 'The settings hold from now on.',
    fields: (t) => ({
      listing: t.field({ type: ListingRef, description: 'As it is now.', resolve: ({ listing }) => listing }),
    }),
  });

const ExampleItemRef = builder.objectRef<Guide>('ExampleItem').implement({
  description: 'An item of a checklist as it would be.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What to do, in a line.' }),
    steps: t.exposeStringList('steps', { description: 'Step by step, with inline Markdown.' }),
    link: t.exposeString('link', { nullable: true, description: 'Opens the platform’s calendar.' }),
    proof: t.exposeString('proof', { nullable: true, description: 'What to see before ticking it off.' }),
  }),
});

const PreviewPlatformSuccess = builder.objectRef<{ items: Guide[] }>('PreviewPlatformSuccess').implement({
  description: 'What checklists of the platform would look like.',
  fields: (t) => ({
    items: t.field({
      type: [ExampleItemRef],
      description: 'One that closes nights and one that opens them.',
      resolve: ({ items }) => items,
    }),
  }),
});

builder.queryField('previewPlatform', (t) =>
  t.field({
    type: PreviewPlatformSuccess,
    description: 'Shows an example of each checklist item of a platform by hand, before it is made.',
    errors: { types: [InvalidInput] },
    args: {
      name: t.arg.string({ required: true, description: 'Its name.' }),
      manual: t.arg({ type: ManualDefinitionInput, required: true, description: 'How it is done by hand.' }),
      roomsOfType: t.arg.int({ defaultValue: 1, description: 'How many rooms it sells under one name.' }),
    },
    resolve: (_root, { name, manual, roomsOfType }, { app }) => ({
      items: previewPlatform({ name, manual, roomsOfType: roomsOfType ?? 1 }, app.clock()),
    }),
  }),
);

builder.mutationFields((t) => {
  const platformId = () => t.arg.id({ required: true, description: 'The platform concerned.' });
  return {
    createPlatform: t.field({
      type: CreatePlatformSuccess,
      description: 'Makes a platform of the organization’s own, as data. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput] },
      args: { input: t.arg({ type: CreatePlatformInput, required: true, description: 'What to create.' }) },
      resolve: async (_root, { input }, context) => ({
        platform: await createPlatform(context.app, sessionOf(context), input),
      }),
    }),
    updatePlatform: t.field({
      type: UpdatePlatformSuccess,
      description: 'Changes a platform of the organization’s own; its listings notice at once. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: { input: t.arg({ type: UpdatePlatformInput, required: true, description: 'What to change.' }) },
      resolve: async (_root, { input }, context) => ({
        platform: await updatePlatform(context.app, sessionOf(context), input),
      }),
    }),
    activatePlatform: t.field({
      type: ActivatePlatformSuccess,
      description: 'Lets new listings be made on a platform. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { platformId: platformId() },
      resolve: async (_root, args, context) => ({
        platform: await setPlatformActive(context.app, sessionOf(context), args.platformId, true),
      }),
    }),
    deactivatePlatform: t.field({
      type: DeactivatePlatformSuccess,
      description: 'Lets no new listing be made on a platform; those there are go on. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { platformId: platformId() },
      resolve: async (_root, args, context) => ({
        platform: await setPlatformActive(context.app, sessionOf(context), args.platformId, false),
      }),
    }),
    updatePlatformSettings: t.field({
      type: UpdatePlatformSettingsSuccess,
      description:
        'Changes settings for all listings on a platform that do not say otherwise; running imports notice at once. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: {
        input: t.arg({ type: UpdatePlatformSettingsInput, required: true, description: 'What to change.' }),
      },
      resolve: async (_root, { input }, context) => ({
        platform: await updatePlatformSettings(context.app, sessionOf(context), input),
      }),
    }),
    updateListingSettings: t.field({
      type: UpdateListingSettingsSuccess,
      description: 'Changes settings of one listing; a running import notices at once. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: {
        input: t.arg({ type: UpdateListingSettingsInput, required: true, description: 'What to change.' }),
      },
      resolve: async (_root, { input }, context) => ({
        listing: await updateListingSettings(context.app, sessionOf(context), input),
      }),
    }),
  };
});
