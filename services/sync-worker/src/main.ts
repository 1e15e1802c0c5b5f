import { FEED_RECONCILER, FEED_RECONCILER_WORKFLOW_ID } from '@roomnight/contracts/feed-sync';
import { QUEUES } from '@roomnight/contracts/queues';
import { SYNC_LOG_KEEPER, SYNC_LOG_KEEPER_WORKFLOW_ID } from '@roomnight/contracts/sync-log';
import { connect } from '@roomnight/database/connect';
import { secretBox } from '@roomnight/database/secret-box';
import { systemClock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger, runWorkers } from '@roomnight/runtime/run-worker';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import {
  createExaminationActivities,
  createFetchActivities,
  createReconcileActivities,
} from './activities.ts';
import { env } from './env.ts';
import { createFeedFetcher } from './fetching/fetch-feed.ts';
import { createHostSlots } from './fetching/host-slots.ts';
import { createParserPool } from './reading/parser-pool.ts';
import { syncWorkers } from './workers.ts';

const logger = createLogger('sync-worker', env.LOG_LEVEL);
installTemporalLogger(logger);
const pool = connect({ url: env.DATABASE_URL_SYNC, applicationName: 'sync-worker', max: 20 });
pool.on('error', (error) => logger.error({ err: error }, 'an idle database connection broke'));
const client = await connectTemporal(env);
const fetcher = createFeedFetcher({
  userAgent: env.FEED_USER_AGENT,
  allowPrivate: env.FEED_ALLOW_PRIVATE,
  clock: systemClock,
});
const parsers = createParserPool({ threads: 2 });
const secrets = secretBox({ current: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
const polling = { pool, secrets, clock: systemClock, fetcher, parsers };
// Half of what is polled at once, waiting included, is the most that feeds of one host take up.
const hosts = createHostSlots({ atOnce: Math.ceil(env.MAX_CONCURRENT_POLLS / 4) });
const fetchActivities = createFetchActivities({ ...polling, hosts });

await client.workflow.start(FEED_RECONCILER, {
  workflowId: FEED_RECONCILER_WORKFLOW_ID,
  taskQueue: QUEUES.sync,
  workflowIdConflictPolicy: 'USE_EXISTING',
  staticSummary: 'Starts and stops FeedSync workflows as listings come and go',
});
await client.workflow.start(SYNC_LOG_KEEPER, {
  workflowId: SYNC_LOG_KEEPER_WORKFLOW_ID,
  taskQueue: QUEUES.sync,
  workflowIdConflictPolicy: 'USE_EXISTING',
  staticSummary: 'Rolls up days that are over and drops sync runs that were kept long enough',
});

await runWorkers(
  env,
  syncWorkers({
    fetchActivities,
    reconcileActivities: createReconcileActivities({ pool, client, clock: systemClock, logger }),
    examinationActivities: createExaminationActivities({
      ...polling,
      allowPrivate: env.FEED_ALLOW_PRIVATE,
    }),
    concurrentPolls: env.MAX_CONCURRENT_POLLS,
  }),
  logger,
  async () => {
    await Promise.all([fetcher.close(), parsers.close()]);
    await client.connection.close();
    await pool.end();
  },
);
