import { fileURLToPath } from 'node:url';
import { QUEUES } from '@roomnight/contracts/queues';
import { connect } from '@roomnight/database/connect';
import { systemClock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger, runWorkers } from '@roomnight/runtime/run-worker';
import { createActivities } from './activities.ts';
import { env } from './env.ts';

const logger = createLogger('conflict-service', env.LOG_LEVEL);
installTemporalLogger(logger);
const pool = connect({
  url: env.DATABASE_URL_CONFLICT,
  applicationName: 'conflict-service',
  max: 20,
  plansOnce: true,
});
pool.on('error', (error) => logger.error({ err: error }, 'an idle database connection broke'));

await runWorkers(
  env,
  [
    {
      taskQueue: QUEUES.availability,
      workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
      activities: createActivities({ pool, clock: systemClock }),
    },
  ],
  logger,
  () => pool.end(),
);
