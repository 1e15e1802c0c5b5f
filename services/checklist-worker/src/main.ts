import { fileURLToPath } from 'node:url';
import { QUEUES } from '@roomnight/contracts/queues';
import { connect } from '@roomnight/database/connect';
import { systemClock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger, runWorkers } from '@roomnight/runtime/run-worker';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createActivities } from './activities.ts';
import { env } from './env.ts';
import { followEvents } from './follower.ts';
import { smtpMailer } from './notify/mailer.ts';
import { startReconcilers } from './start-reconcilers.ts';

const logger = createLogger('checklist-worker', env.LOG_LEVEL);
installTemporalLogger(logger);
const pool = connect({ url: env.DATABASE_URL_CHECKLIST, applicationName: 'checklist-worker' });
pool.on('error', (error) => logger.error({ err: error }, 'an idle database connection broke'));
const client = await connectTemporal(env);
const mailer = smtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
const deps = {
  pool,
  workflows: client.workflow,
  taskQueue: QUEUES.checklists,
  mailer,
  publicUrl: env.PUBLIC_URL,
  heartbeatUrl: env.HEARTBEAT_URL,
  clock: systemClock,
  logger,
};

await startReconcilers(client.workflow);
const stopping = new AbortController();
const following = followEvents(deps, stopping.signal);
const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));

await runWorkers(
  env,
  [{ taskQueue: QUEUES.checklists, workflowsPath, activities: createActivities(deps) }],
  logger,
  async () => {
    stopping.abort();
    await following;
    mailer.close();
    await client.connection.close();
    await pool.end();
  },
);
