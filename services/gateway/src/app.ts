import { openOrm } from '@roomnight/database/orm';
import { connect } from '@roomnight/database/connect';
import { secretBox } from '@roomnight/database/secret-box';
import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Client } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { followChanges } from './changes/changes.ts';
import type { App } from './context.ts';
import type { Env } from './env.ts';
import { keepForgetting } from './examinations/forget-requests.ts';
import { buildServer } from './server.ts';
import { createAuth } from './sign-in/auth.ts';

interface Outside {
  env: Env;
  temporal: Client;
  clock: Clock;
  logger: Logger;
}

export interface Gateway {
  readonly server: FastifyInstance;
  readonly app: App;
  /** Answers what is under way, tells sockets to come back, and lets go of the database. */
  stop(): Promise<void>;
}

/** The whole gateway over its backing services, not yet listening. */
export async function openGateway({ env, temporal, clock, logger }: Outside): Promise<Gateway> {
  const applicationName = 'gateway';
  const pool = connect({ url: env.DATABASE_URL_GATEWAY, applicationName });
  const authPool = connect({
    url: env.DATABASE_URL_AUTH,
    applicationName: 'gateway sign-in',
    schema: 'auth',
  });
  for (const each of [pool, authPool]) {
    each.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
  }
  const orm = await openOrm({ url: env.DATABASE_URL_GATEWAY, applicationName });
  const changes = await followChanges({ pool, logger });
  const stopForgetting = keepForgetting(pool, clock, logger);
  const secrets = secretBox({ current: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
  const app: App = { env, orm, pool, temporal, secrets, clock, logger, changes };
  const server = await buildServer(app, createAuth({ env, authPool, pool, clock, logger }), authPool);
  return {
    server,
    app,
    async stop() {
      // Sockets first: a subscription that merely ended would not be resumed elsewhere.
      await server.close();
      stopForgetting();
      await changes.stop();
      await orm.close();
      await Promise.all([pool.end(), authPool.end()]);
    },
  };
}
