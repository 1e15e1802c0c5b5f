import type { Listing } from '@roomnight/database/entities/listing';
import { ListingCredentials } from '@roomnight/database/entities/listing-credentials';
import { ManualUpdateChecklist } from '@roomnight/database/entities/manual-update-checklist';
import { User } from '@roomnight/database/entities/user';
import { sessionOf } from '../context.ts';
import { clearCredentials, setCredentials } from '../credentials/change-credentials.ts';
import { revealCredentials } from '../credentials/reveal-credentials.ts';
import type { Credentials } from '../credentials/sealed-credentials.ts';
import { maySeeCredentials } from '../credentials/who-may.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { ListingRef } from './refs.ts';

interface Known {
  credentials: ListingCredentials;
  setByName: string | null;
  maySee: boolean;
}

const ListingCredentialsRef = builder.objectRef<Known>('ListingCredentials').implement({
  description:
    'That sign-in details for a listing’s platform are kept. What they are is shown by `revealListingCredentials` only.',
  fields: (t) => ({
    setAt: t.field({
      type: 'Instant',
      description: 'When they were last changed.',
      resolve: ({ credentials }) => credentials.setAt,
    }),
    setBy: t.exposeString('setByName', {
      nullable: true,
      description: 'Who changed them last; null for a person who is no member any more.',
    }),
    signInHint: t.string({
      nullable: true,
      description: 'The first letter of the sign-in name, to tell accounts apart; null without one.',
      resolve: ({ credentials }) => (credentials.signInHint === '' ? null : `${credentials.signInHint}…`),
    }),
    maySee: t.exposeBoolean('maySee', {
      description: 'Whether the viewer may see them now: staff may while the listing’s checklist is open.',
    }),
  }),
});

builder.objectField(ListingRef, 'credentials', (t) =>
  t.loadable({
    type: ListingCredentialsRef,
    nullable: true,
    description: 'Whether sign-in details for its platform are kept; null when none are.',
    load: async (listingIds: string[], context) => {
      const { em, viewer } = sessionOf(context);
      const [kept, open] = await Promise.all([
        em.find(ListingCredentials, { listingId: listingIds }, { refresh: true }),
        em.find(ManualUpdateChecklist, { listingId: listingIds, status: 'open' }),
      ]);
      const people = await em.find(User, { id: kept.map(({ setBy }) => setBy) });
      const names = new Map(people.map(({ id, name }) => [id, name]));
      const asked = new Set(open.map(({ listingId }) => listingId));
      const known = kept.map((credentials): [string, Known] => [
        credentials.listingId,
        {
          credentials,
          setByName: names.get(credentials.setBy) ?? null,
          maySee: maySeeCredentials(viewer.role, asked.has(credentials.listingId)),
        },
      ]);
      const byListing = new Map(known);
      return listingIds.map((id) => byListing.get(id) ?? null);
    },
    resolve: ({ id }) => id,
  }),
);

const SetListingCredentialsInput = builder.inputType('SetListingCredentialsInput', {
  description: 'Sign-in details: only what is given changes, and null takes it away.',
  fields: (t) => ({
    listingId: t.id({ required: true, description: 'The listing concerned.' }),
    extranetId: t.string({ description: 'The property’s number in the platform’s extranet.' }),
    signInName: t.string({ description: 'What a person signs in with there.' }),
    password: t.string({ description: 'Kept sealed.' }),
    note: t.string({ description: 'Whatever else is needed to sign in: whose phone gets the code.' }),
  }),
});

function changed(name: string, description: string) {
  return builder.objectRef<{ listing: Listing }>(name).implement({
    description,
    fields: (t) => ({
      listing: t.field({ type: ListingRef, description: 'As it is now.', resolve: ({ listing }) => listing }),
    }),
  });
}

const SetSuccess = changed('SetListingCredentialsSuccess', 'The sign-in details are kept.');
const ClearSuccess = changed('ClearListingCredentialsSuccess', 'No sign-in details are kept.');

const RevealSuccess = builder.objectRef<Credentials>('RevealListingCredentialsSuccess').implement({
  description: 'The sign-in details of a listing: secrets.',
  fields: (t) => ({
    extranetId: t.exposeString('extranetId', {
      nullable: true,
      description: 'The property’s number in the platform’s extranet.',
    }),
    signInName: t.exposeString('signInName', { nullable: true, description: 'What to sign in with.' }),
    password: t.exposeString('password', { nullable: true, description: 'Its password.' }),
    note: t.exposeString('note', { nullable: true, description: 'Whatever else is needed to sign in.' }),
  }),
});

builder.mutationFields((t) => {
  const listingId = () => t.arg.id({ required: true, description: 'The listing concerned.' });
  return {
    setListingCredentials: t.field({
      type: SetSuccess,
      description: 'Keeps sign-in details for a listing’s platform, sealed. Recorded. For owners.',
      authScopes: { role: 'owner' },
      errors: { types: [InvalidInput, NotFound] },
      args: {
        input: t.arg({ type: SetListingCredentialsInput, required: true, description: 'What to keep.' }),
      },
      resolve: async (_root, { input }, context) => ({
        listing: await setCredentials(context.app, sessionOf(context), input),
      }),
    }),
    clearListingCredentials: t.field({
      type: ClearSuccess,
      description: 'Forgets a listing’s sign-in details. Recorded. For owners.',
      authScopes: { role: 'owner' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        listing: await clearCredentials(context.app, sessionOf(context), args.listingId),
      }),
    }),
    revealListingCredentials: t.field({
      type: RevealSuccess,
      description:
        'Shows a listing’s sign-in details; who saw them is recorded. For owners and managers, and for staff while the listing’s checklist is open.',
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: (_root, args, context) => revealCredentials(context.app, sessionOf(context), args.listingId),
    }),
  };
});
