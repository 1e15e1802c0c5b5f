import { isSyncErrorClass } from '@roomnight/contracts/sync-error';
import { OtaSyncLog } from '@roomnight/database/entities/ota-sync-log';
import { RawBody } from '@roomnight/database/entities/raw-body';
import { sessionOf } from '../context.ts';
import { workflowInTemporalUi } from '../temporal-links.ts';
import { builder } from './builder.ts';
import { SyncErrorClass, SyncOutcome } from './enums.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';
import { SyncRunRef } from './refs.ts';

SyncRunRef.implement({
  description: 'One poll of one feed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    listingId: t.exposeID('listingId', { description: 'The listing polled.' }),
    startedAt: t.expose('startedAt', { type: 'Instant', description: 'When it began.' }),
    durationMs: t.int({
      description: 'How long it took, in milliseconds.',
      resolve: ({ startedAt, finishedAt }) => finishedAt.getTime() - startedAt.getTime(),
    }),
    outcome: t.expose('outcome', { type: SyncOutcome, description: 'What it came to.' }),
    message: t.exposeString('message', { description: 'What it came to, in a sentence.' }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The last HTTP status; null when there was no answer.',
    }),
    bytes: t.exposeInt('bytes', { description: 'Bytes received, before decompression.' }),
    stays: t.exposeInt('stays', { nullable: true, description: 'Stays in the feed.' }),
    blocks: t.exposeInt('blocks', { nullable: true, description: 'Blocks in the feed.' }),
    ignored: t.exposeInt('ignored', {
      nullable: true,
      description: 'Events that are neither: echoes of our export, settings, unreadable ones.',
    }),
    warnings: t.exposeStringList('warnings', { description: 'What was odd in the feed, in sentences.' }),
    errorClass: t.field({
      type: SyncErrorClass,
      nullable: true,
      description: 'Why it brought nothing that can be believed; null when it did.',
      resolve: ({ errorClass }) => (isSyncErrorClass(errorClass) ? errorClass : null),
    }),
    isKept: t.loadable({
      type: 'Boolean',
      description:
        'Whether what it was judged by is kept, sealed: then `npm run roomnight -- replay <id>` decides it again.',
      load: async (ids: string[], context) => {
        const { em } = sessionOf(context);
        const kept = await em.find(RawBody, { syncRunId: ids }, { fields: ['syncRunId'] });
        const found = new Set(kept.map(({ syncRunId }) => syncRunId));
        return ids.map((id) => found.has(id));
      },
      resolve: ({ id }) => id,
    }),
    temporalUrl: t.string({
      nullable: true,
      description: 'The workflow in Temporal’s UI, for operators; null when the UI’s address is not set.',
      resolve: ({ workflowId, runId }, _args, { app }) =>
        workflowId === null || workflowId === undefined
          ? null
          : workflowInTemporalUi(app.env, workflowId, runId ?? undefined),
    }),
  }),
});

const SyncRunConnection = builder.connectionObject(
  { type: SyncRunRef, name: 'SyncRunConnection', description: 'A page of sync runs.' },
  { name: 'SyncRunEdge', description: 'A sync run and its place in the list.' },
);

builder.queryField('syncRuns', (t) =>
  t.field({
    type: SyncRunConnection,
    description: 'The polls of one listing’s feed, newest first.',
    args: {
      ...pageArgs,
      listingId: t.arg.id({ required: true, description: 'The listing polled.' }),
      outcomes: t.arg({ type: [SyncOutcome], description: 'Only those that came to one of these.' }),
      errorClasses: t.arg({
        type: [SyncErrorClass],
        description: 'Only those that failed for one of these.',
      }),
    },
    resolve: async (_root, args, context) => {
      const after = keyAfter(args, (key) => !Number.isNaN(Date.parse(key)));
      const startedAt = new Date(after?.[0] ?? 0);
      const rows = await sessionOf(context).em.find(
        OtaSyncLog,
        {
          $and: [
            { listingId: args.listingId },
            args.outcomes ? { outcome: { $in: runOutcomes(args.outcomes) } } : {},
            args.errorClasses ? { errorClass: { $in: args.errorClasses } } : {},
            after ? { $or: [{ startedAt: { $lt: startedAt } }, { startedAt, id: { $lt: after[1] } }] } : {},
          ],
        },
        { orderBy: { startedAt: 'desc', id: 'desc' }, limit: pageSize(args) + 1 },
      );
      return pageOf(rows, args, ({ startedAt: at, id }) => [at.toISOString(), id]);
    },
  }),
);

const logged = new Set<string>([
  'changed',
  'unchanged',
  'failed',
  'suspect',
] satisfies OtaSyncLog['outcome'][]);

/** Of what a person can be answered, what a poll can come to: nothing is logged where nothing is polled. */
function runOutcomes(outcomes: readonly string[]): OtaSyncLog['outcome'][] {
  return outcomes.filter((outcome): outcome is OtaSyncLog['outcome'] => logged.has(outcome));
}
