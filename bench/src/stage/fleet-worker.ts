import { FAILURES } from '@roomnight/contracts/failures';
import { QUEUES } from '@roomnight/contracts/queues';
import { connect } from '@roomnight/database/connect';
import { secretBox } from '@roomnight/database/secret-box';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger, runWorkers } from '@roomnight/runtime/run-worker';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import {
  createExaminationActivities,
  createFetchActivities,
  createReconcileActivities,
} from '@roomnight/sync-worker/activities';
import { createFeedFetcher } from '@roomnight/sync-worker/fetching/fetch-feed';
import { createHostSlots } from '@roomnight/sync-worker/fetching/host-slots';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { syncWorkers } from '@roomnight/sync-worker/workers';
import { fleetSettings } from './fleet-settings.ts';
import { fastClock, spread } from './sooner.ts';

/**
 * A sync-worker in a process of its own, as `services/sync-worker/src/main.ts` makes it, but for two things: minutes pass
 * in place of days, and the fleet's rate limit is lifted. Prints `spread` once each feed has come.
 */
const settings = fleetSettings(process.env.FLEET);
const logger = createLogger('bench', 'error');
installTemporalLogger(logger);
const clock = fastClock(settings.clockSpeed, settings.clockBegan);
const pool = connect({ url: settings.databaseUrl, applicationName: 'bench', max: 20 });
const address = { TEMPORAL_ADDRESS: settings.temporalAddress, TEMPORAL_NAMESPACE: settings.namespace };
const client = await connectTemporal(address);
const parsers = createParserPool({ threads: 2 });
const fetcher = createFeedFetcher({
  userAgent: 'Mozilla/5.0 (compatible; Roomnight bench)',
  clock,
  allowPrivate: [settings.simulatorHost],
});
const secrets = secretBox({ current: Buffer.alloc(32, 7), old: [] });
const polling = { pool, secrets, clock, fetcher, parsers };
// Every feed is on the one host here.
const hosts = createHostSlots({ atOnce: 40 });
let came = 0;
const workers = syncWorkers({
  fetchActivities: createFetchActivities({ ...polling, hosts }),
  reconcileActivities: createReconcileActivities({ pool, client, clock, logger }),
  examinationActivities: createExaminationActivities({
    ...polling,
    allowPrivate: [settings.simulatorHost],
  }),
  concurrentPolls: 40,
}).map(({ maxTaskQueueActivitiesPerSecond: _lifted, ...worker }) =>
  worker.taskQueue === QUEUES.sync
    ? worker
    : {
        ...worker,
        interceptors: {
          activity: [
            spread(FAILURES.noChange, settings.meanMs, () => {
              came += 1;
              if (came === settings.feeds) console.log('spread');
            }),
          ],
        },
      },
);
await runWorkers(address, workers, logger, async () => {
  await Promise.all([fetcher.close(), parsers.close(), client.connection.close(), pool.end()]);
});
