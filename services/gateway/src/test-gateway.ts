import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import type { Clock } from '@roomnight/runtime/clock';
import { createLogger } from '@roomnight/runtime/logger';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { type Gateway, openGateway } from './app.ts';
import { readEnv } from './env.ts';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { TestPerson } from './test-person.ts';
import { startStandIns } from './test-stand-ins.ts';

export interface TestGateway extends Gateway {
  readonly database: TestDatabase;
  readonly url: string;
  /** A new person with an organization of their own. */
  owner(name: string): Promise<TestPerson>;
}

interface Options {
  clock?: Clock;
  /** Workers in a Temporal namespace of its own answer for the other services. */
  standIns?: boolean;
  settings?: NodeJS.ProcessEnv;
}

/** The real gateway on a database of its own and the real Temporal, listening. */
export async function openTestGateway({ clock, settings, standIns }: Options = {}): Promise<TestGateway> {
  const database = await createTestDatabase();
  const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
  const namespace = standIns ? await createTestNamespace(address) : 'default';
  const stopStandIns = standIns ? await startStandIns(address, namespace, database.admin) : undefined;
  const env = readEnv({
    DATABASE_URL_GATEWAY: database.url('gateway'),
    DATABASE_URL_AUTH: database.url('auth'),
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    AUTH_SECRET: 'a secret of at least 32 characters, for tests',
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    ...settings,
  });
  const temporal = await connectTemporal(env);
  const gateway = await openGateway({
    env,
    temporal,
    clock: clock ?? (() => new Date()),
    logger: createLogger('gateway', env.LOG_LEVEL),
  });
  const url = await gateway.server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...gateway,
    database,
    url,
    owner: (name) => TestPerson.withOrganization(url, env.PUBLIC_URL, name),
    async stop() {
      await gateway.stop();
      await stopStandIns?.();
      await temporal.connection.close();
      await database.drop();
    },
  };
}
