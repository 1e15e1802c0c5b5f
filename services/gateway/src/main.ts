import { systemClock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { openGateway } from './app.ts';
import { readEnv } from './env.ts';

const env = readEnv(process.env);
const logger = createLogger('gateway', env.LOG_LEVEL);
const temporal = await connectTemporal(env);
const { server, stop } = await openGateway({ env, temporal, clock: systemClock, logger });

let stopping = false;
async function end(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ signal }, 'stopping');
  await stop();
  await temporal.connection.close();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));

await server.listen({ host: env.HOST, port: env.PORT });
logger.info({ address: env.PUBLIC_URL }, 'ready');
