import type { Listing } from '@roomnight/database/entities/listing';
import { sessionOf } from '../context.ts';
import { revealExportUrl } from '../exports/reveal-export-url.ts';
import { revokeExportUrl } from '../exports/revoke-export-url.ts';
import { rotateExportUrl } from '../exports/rotate-export-url.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { ListingRef } from './refs.ts';

const RevealExportUrlSuccess = builder.objectRef<{ exportUrl: string }>('RevealExportUrlSuccess').implement({
  description: 'The address of our export of a listing.',
  fields: (t) => ({
    exportUrl: t.exposeString('exportUrl', {
      description: 'The address to paste into the platform: a secret.',
    }),
  }),
});

const RotateExportUrlSuccess = builder
  .objectRef<{ listing: Listing; exportUrl: string }>('RotateExportUrlSuccess')
  .implement({
    description: 'The export has another address.',
    fields: (t) => ({
      listing: t.field({ type: ListingRef, description: 'As it is now.', resolve: ({ listing }) => listing }),
      exportUrl: t.exposeString('exportUrl', {
        description: 'The new address to paste into the platform: a secret.',
      }),
    }),
  });

const RevokeExportUrlSuccess = builder.objectRef<{ listing: Listing }>('RevokeExportUrlSuccess').implement({
  description: 'The export is answered at no address.',
  fields: (t) => ({
    listing: t.field({ type: ListingRef, description: 'As it is now.', resolve: ({ listing }) => listing }),
  }),
});

builder.mutationFields((t) => {
  const listingId = () => t.arg.id({ required: true, description: 'The listing concerned.' });
  return {
    revealExportUrl: t.field({
      type: RevealExportUrlSuccess,
      description: 'Shows the secret address of a listing’s export; who saw it is recorded. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        exportUrl: await revealExportUrl(context.app, sessionOf(context), args.listingId),
      }),
    }),
    rotateExportUrl: t.field({
      type: RotateExportUrlSuccess,
      description:
        'Gives a listing’s export another address, to be pasted into the platform. The old one is answered for the grace. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: {
        listingId: listingId(),
        graceHours: t.arg.int({
          required: true,
          description: 'For how many hours the old address is still answered, 0 to 720.',
        }),
      },
      resolve: (_root, args, context) => rotateExportUrl(context.app, sessionOf(context), args),
    }),
    revokeExportUrl: t.field({
      type: RevokeExportUrlSuccess,
      description:
        'Ends every address of a listing’s export at once: its platform hears of no change until it is given another. For managers.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound] },
      args: { listingId: listingId() },
      resolve: async (_root, args, context) => ({
        listing: await revokeExportUrl(context.app, sessionOf(context), args.listingId),
      }),
    }),
  };
});
