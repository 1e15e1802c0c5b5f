import { addNights, istNight } from '@roomnight/calendar/night';
import { withOrganization } from '@roomnight/database/tenant';
import { GraphQLError } from 'graphql';
import { sessionOf } from '../context.ts';
import { isId } from '../input.ts';
import { readSyncDays, type SyncDay } from '../sync-log/sync-days.ts';
import { builder } from './builder.ts';

const LONGEST = 730;

const SyncDayRef = builder.objectRef<SyncDay>('SyncDay').implement({
  description: 'The polls of one listing’s feed on one day in India.',
  fields: (t) => ({
    day: t.expose('day', { type: 'Night', description: 'The day.' }),
    changed: t.exposeInt('changed', { description: 'Polls that changed the calendar.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Polls that found nothing new.' }),
    suspect: t.exposeInt('suspect', { description: 'Polls that could not be believed.' }),
    failed: t.exposeInt('failed', { description: 'Polls that failed.' }),
    bytes: t.exposeFloat('bytes', { description: 'Bytes received.' }),
    meanDurationMs: t.exposeInt('meanDurationMs', {
      description: 'How long a poll took on average, in milliseconds.',
    }),
    longestDurationMs: t.exposeInt('longestDurationMs', {
      description: 'How long the longest took, in milliseconds.',
    }),
    firstAt: t.expose('firstAt', { type: 'Instant', description: 'When the first poll began.' }),
    lastAt: t.expose('lastAt', { type: 'Instant', description: 'When the last poll began.' }),
  }),
});

builder.queryField('syncDays', (t) =>
  t.field({
    type: [SyncDayRef],
    description:
      'The polls of one listing’s feed by day, oldest first; days without a poll are left out. Days outlive their sync runs: two years.',
    args: {
      listingId: t.arg.id({ required: true, description: 'The listing polled.' }),
      days: t.arg.int({ description: `How many days up to today: 30 if not said, at most ${LONGEST}.` }),
    },
    resolve: (_root, { listingId, days }, context) => {
      const wanted = days ?? 30;
      if (wanted < 1 || wanted > LONGEST) {
        throw new GraphQLError(`days: between 1 and ${LONGEST}.`, { extensions: { code: 'BAD_USER_INPUT' } });
      }
      if (!isId(listingId)) return [];
      const from = addNights(istNight(context.app.clock()), 1 - wanted);
      const { organizationId } = sessionOf(context).viewer;
      return withOrganization(context.app.pool, organizationId, (tx) => readSyncDays(tx, listingId, from));
    },
  }),
);
