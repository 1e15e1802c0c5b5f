import type { SyncNowResult } from '@roomnight/contracts/feed-sync';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { syncNow } from '../listings/sync-now.ts';
import { builder } from './builder.ts';
import { SyncOutcome } from './enums.ts';
import { ListingRef, SyncRunRef } from './refs.ts';

const SyncNowSuccess = builder.objectRef<SyncNowResult & { listingId: string }>('SyncNowSuccess').implement({
  description: 'The feed was polled; whether that went well is in `outcome`.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: SyncOutcome, description: 'What the poll came to.' }),
    message: t.exposeString('message', { description: 'What it came to, in a sentence.' }),
    syncRun: t.field({
      type: SyncRunRef,
      nullable: true,
      description: 'The poll; null when there was none.',
      resolve: ({ syncRunId }) => syncRunId,
    }),
    listing: t.field({
      type: ListingRef,
      description: 'The listing with its state after the poll.',
      resolve: ({ listingId }) => listingId,
    }),
  }),
});

builder.mutationField('syncNow', (t) =>
  t.field({
    type: SyncNowSuccess,
    description:
      'Polls a listing’s feed at once and answers with what came of it. Callers while a poll runs share its answer.',
    errors: { types: [InvalidInput, NotFound] },
    args: { listingId: t.arg.id({ required: true, description: 'The listing whose feed to poll.' }) },
    resolve: (_root, { listingId }, context) => syncNow(context.app, sessionOf(context), listingId),
  }),
);
