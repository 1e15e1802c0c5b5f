import type { Listing } from '@roomnight/database/entities/listing';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { changeListingStatus } from '../listings/change-status.ts';
import { createListing } from '../listings/create-listing.ts';
import { updateListing } from '../listings/update-listing.ts';
import { builder } from './builder.ts';
import { ListingMode } from './enums.ts';
import { ListingRef } from './refs.ts';

const CreateListingInput = builder.inputType('CreateListingInput', {
  description: 'A listing to create.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit it sells.' }),
    platformKey: t.string({ required: true, description: 'The platform it sells on: `OTAPlatform.key`.' }),
    mode: t.field({
      type: ListingMode,
      description: 'How it is kept right; the platform’s usual way if not said.',
    }),
    importUrl: t.string({
      description: 'The platform’s feed, http(s) or webcal. It is kept sealed and never shown again.',
    }),
  }),
});

const UpdateListingInput = builder.inputType('UpdateListingInput', {
  description: 'What to change on a listing: only what is given changes.',
  fields: (t) => ({
    listingId: t.id({ required: true, description: 'The listing to change.' }),
    mode: t.field({ type: ListingMode, description: 'How it is kept right from now on.' }),
    importUrl: t.string({ description: 'Another feed; null takes the feed away.' }),
    roomName: t.string({ description: 'The room’s name on the platform; null for the unit’s name.' }),
    propertyCode: t.string({ description: 'The platform’s number of the property; null if not known.' }),
    roomCode: t.string({ description: 'The platform’s number of the room; null if not known.' }),
    roomsOfType: t.int({
      description:
        'How many rooms the platform sells under that name, 1 to 255: with more than one, one room less is sold instead of closing it. Null for one.',
    }),
  }),
});

const CreateListingSuccess = builder
  .objectRef<{ listing: Listing; exportUrl: string }>('CreateListingSuccess')
  .implement({
    description: 'The listing was created.',
    fields: (t) => ({
      listing: t.field({ type: ListingRef, description: 'It.', resolve: ({ listing }) => listing }),
      exportUrl: t.exposeString('exportUrl', {
        description: 'The address to paste into the platform: a secret. `revealExportUrl` shows it again.',
      }),
    }),
  });

/** A result that is the listing as it is now. */
function listingSuccess(name: string, description: string) {
  return builder.objectRef<{ listing: Listing }>(name).implement({
    description,
    fields: (t) => ({
      listing: t.field({ type: ListingRef, description: 'As it is now.', resolve: ({ listing }) => listing }),
    }),
  });
}

const UpdateListingSuccess = listingSuccess('UpdateListingSuccess', 'The listing was changed.');
const PauseListingSuccess = listingSuccess('PauseListingSuccess', 'The listing is paused.');
const ResumeListingSuccess = listingSuccess('ResumeListingSuccess', 'The listing is active.');
const DeleteListingSuccess = listingSuccess('DeleteListingSuccess', 'The listing is deleted.');

builder.mutationFields((t) => {
  const listingId = () => t.arg.id({ required: true, description: 'The listing concerned.' });
  return {
    createListing: t.field({
      type: CreateListingSuccess,
      description: 'Creates a listing, its export and, with an import URL, its import. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: { input: t.arg({ type: CreateListingInput, required: true, description: 'What to create.' }) },
      resolve: (_root, { input }, context) => createListing(context.app, sessionOf(context), input),
    }),
    updateListing: t.field({
      type: UpdateListingSuccess,
      description:
        'Changes how a listing is kept right, its feed, or what its platform calls the room; a running import notices at once. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: { input: t.arg({ type: UpdateListingInput, required: true, description: 'What to change.' }) },
      resolve: async (_root, { input }, context) => ({
        listing: await updateListing(context.app, sessionOf(context), input),
      }),
    }),
    pauseListing: t.field({
      type: PauseListingSuccess,
      description: 'Stops polling a listing’s feed; what was imported stays. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        listing: await changeListingStatus(context.app, sessionOf(context), args.listingId, 'paused'),
      }),
    }),
    resumeListing: t.field({
      type: ResumeListingSuccess,
      description: 'Polls a paused listing’s feed again. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        listing: await changeListingStatus(context.app, sessionOf(context), args.listingId, 'active'),
      }),
    }),
    deleteListing: t.field({
      type: DeleteListingSuccess,
      description: 'Ends a listing: its feed is no longer polled, its export no longer served. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        listing: await changeListingStatus(context.app, sessionOf(context), args.listingId, 'deleted'),
      }),
    }),
  };
});
