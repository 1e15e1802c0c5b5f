import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '@roomnight/database/test-database';
import { inRepository } from './in-repository.ts';
import type { Stage } from './stage.ts';
import { startWebServer, type WebServer } from './web-server.ts';

/** The limit protects the gateway from one reader; here many are played by one. */
const unlimited = '1000000000';

/** Starts the gateway as it runs, in a process of its own. */
export async function startGateway(stage: Stage, database: TestDatabase): Promise<WebServer> {
  return startWebServer({
    name: 'gateway',
    main: inRepository('services/gateway/src/main.ts'),
    logFile: stage.logFile('gateway'),
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DATABASE_URL_GATEWAY: database.url('gateway'),
      DATABASE_URL_AUTH: database.url('auth'),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      AUTH_SECRET: randomBytes(32).toString('base64'),
      TEMPORAL_ADDRESS: await stage.temporal(),
      EXPORT_VISITS_PER_MINUTE: unlimited,
    },
  });
}
