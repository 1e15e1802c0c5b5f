import { lastNight } from '@roomnight/calendar/stay';
import { ChecklistItem } from '@roomnight/database/entities/checklist-item';
import { ManualUpdateChecklist } from '@roomnight/database/entities/manual-update-checklist';
import { guideOf, type Guide, instructionsOf } from '../checklists/guide.ts';
import { type Context, sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { ChecklistItemAction, ChecklistItemStatus, ChecklistStatus } from './enums.ts';
import { groupedBy } from './load.ts';
import { ChecklistItemRef, ChecklistRef, ListingRef, OtaPlatformRef, UnitRef } from './refs.ts';

/** The platform's own words for one item. */
async function guide(item: ChecklistItem, context: Context): Promise<Guide> {
  const listing = await ListingRef.getDataloader(context).load(item.listingId);
  const [platform, unit] = await Promise.all([
    OtaPlatformRef.getDataloader(context).load(listing.platformId),
    UnitRef.getDataloader(context).load(listing.unitId),
  ]);
  return guideOf(item, { listing, platform, unit });
}

ChecklistItemRef.implement({
  description: 'One change to make by hand on a platform.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    action: t.expose('action', { type: ChecklistItemAction, description: 'What to do with the nights.' }),
    status: t.expose('status', { type: ChecklistItemStatus, description: 'How far it has come.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
    firstNight: t.field({
      type: 'Night',
      description: 'The first night, as the platform’s form takes it.',
      resolve: ({ checkIn }) => checkIn,
    }),
    lastNight: t.field({
      type: 'Night',
      description: 'The last night, as the platform’s form takes it: not the check-out day.',
      resolve: lastNight,
    }),
    title: t.string({
      description: 'What to do, in a line.',
      resolve: async (item, _args, context) => (await guide(item, context)).title,
    }),
    steps: t.stringList({
      description: 'What to do, step by step, in the words of the platform’s own pages.',
      resolve: async (item, _args, context) => (await guide(item, context)).steps,
    }),
    link: t.string({
      nullable: true,
      description: 'Opens the platform’s calendar at the right place, if that is known.',
      resolve: async (item, _args, context) => (await guide(item, context)).link,
    }),
    proof: t.string({
      nullable: true,
      description: 'What to see before ticking it off.',
      resolve: async (item, _args, context) => (await guide(item, context)).proof,
    }),
    closedAt: t.expose('closedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was done or withdrawn; null while it is open.',
    }),
  }),
});

const InstructionsRef = builder
  .objectRef<{ setUp: readonly string[]; signInUrl: string | null }>('ChecklistInstructions')
  .implement({
    description: 'What to know about a platform before working on it.',
    fields: (t) => ({
      setUp: t.stringList({
        description: 'What to check once, when the listing is set up.',
        resolve: ({ setUp }) => [...setUp],
      }),
      signInUrl: t.exposeString('signInUrl', {
        nullable: true,
        description: 'Where to sign in to the platform.',
      }),
    }),
  });

ChecklistRef.implement({
  description: 'The manual changes that are outstanding for one listing.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    listing: t.field({
      type: ListingRef,
      description: 'The listing whose platform is to be changed.',
      resolve: ({ listingId }) => listingId,
    }),
    status: t.expose('status', { type: ChecklistStatus, description: 'Whether work is left.' }),
    openedAt: t.expose('openedAt', { type: 'Instant', description: 'When work first was left.' }),
    remindAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the next reminder goes out; null once nothing is left.',
      resolve: ({ status, remindAt }) => (status === 'open' ? remindAt : null),
    }),
    remindersSent: t.exposeInt('remindersSent', { description: 'How many reminders went out.' }),
    items: t.loadableList({
      type: ChecklistItemRef,
      description: 'Its items that are not withdrawn, by first night.',
      load: async (checklistIds: string[], context) => {
        const items = await sessionOf(context).em.find(
          ChecklistItem,
          { checklistId: checklistIds, status: { $ne: 'withdrawn' } },
          { orderBy: { checkIn: 'asc', id: 'asc' } },
        );
        return groupedBy(checklistIds, items, ({ checklistId }) => checklistId);
      },
      resolve: ({ id }) => id,
    }),
    instructions: t.field({
      type: InstructionsRef,
      description: 'What to know about the platform.',
      resolve: async ({ listingId }, _args, context) => {
        const { platformId } = await ListingRef.getDataloader(context).load(listingId);
        return instructionsOf(await OtaPlatformRef.getDataloader(context).load(platformId));
      },
    }),
  }),
});

builder.queryField('checklists', (t) =>
  t.field({
    type: [ChecklistRef],
    description: 'The latest 200 checklists, those due for a reminder first.',
    args: { status: t.arg({ type: ChecklistStatus, description: 'Only those in this status.' }) },
    resolve: (_root, { status }, context) =>
      sessionOf(context).em.find(ManualUpdateChecklist, status ? { status } : {}, {
        orderBy: { remindAt: 'asc', id: 'asc' },
        limit: 200,
      }),
  }),
);
