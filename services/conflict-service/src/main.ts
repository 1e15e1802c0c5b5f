import { fileURLToPath } from 'node:url';
import { QUEUES } from '@roomnight/contracts/queues';
import { connect } from '@roomnight/database/connect';
import { systemClock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger, runWorkers } from '@roomnight/runtime/run-worker';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createActivities } from './activities.ts';
import { followConflicts } from './announce-conflicts.ts';
import { env } from './env.ts';
import { startRound } from './start-round.ts';

const logger = createLogger('conflict-service', env.LOG_LEVEL);
installTemporalLogger(logger);
const pool = connect({
  url: env.DATABASE_URL_CONFLICT,
  applicationName: 'conflict-service',
  max: 20,
  plansOnce: true,
});
pool.on('error', (error) => logger.error({ err: error }, 'an idle database connection broke'));
const client = await connectTemporal(env);
await startRound(client.workflow);
const stopping = new AbortController();
const following = followConflicts({ pool, workflows: client.workflow, logger }, stopping.signal);

await runWorkers(
  env,
  [
    {
      taskQueue: QUEUES.availability,
      workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
      activities: createActivities({ pool, clock: systemClock }, logger),
    },
  ],
  logger,
  async () => {
    stopping.abort();
    await following;
    await client.connection.close();
    await pool.end();
  },
);
