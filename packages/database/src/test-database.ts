import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { connect } from './connect.ts';
import { migrateDatabase } from './migrate-database.ts';
import { LOGIN_ROLES, type Service } from './roles.ts';

const PASSWORD = 'test';
const TEMPLATE = 'roomnight_template';

export interface TestDatabase {
  /** The superuser's URL: for arranging and for looking, never for the code under test. */
  adminUrl: string;
  admin: Pool;
  url(service: Service): string;
  /** A pool of that service's login role, ended with the database. */
  pool(service: Service): Pool;
  drop(): Promise<void>;
}

/** A migrated database of its own for one test file, copied from a template made once on that server. */
export async function createTestDatabase(
  serverUrl = process.env.ROOMNIGHT_TEST_POSTGRES,
): Promise<TestDatabase> {
  if (serverUrl === undefined)
    throw new Error('ROOMNIGHT_TEST_POSTGRES is not set: run this test in the integration project');
  const server = new Client({ connectionString: serverUrl });
  await server.connect();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  try {
    await server.query(`SELECT pg_advisory_lock(hashtextextended('roomnight.template', 0))`);
    const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 0) {
      const building = `${TEMPLATE}_${randomUUID().replaceAll('-', '')}`;
      await server.query(`CREATE DATABASE ${building}`);
      const passwords = Object.fromEntries(Object.keys(LOGIN_ROLES).map((service) => [service, PASSWORD]));
      await migrateDatabase({ adminUrl: at(serverUrl, building), passwords, now: new Date() });
      await server.query(`ALTER DATABASE ${building} RENAME TO ${TEMPLATE}`);
    }
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  } finally {
    await server.end();
  }

  const adminUrl = at(serverUrl, name);
  const pools: Pool[] = [];
  const closed: Promise<void>[] = [];
  const open = (url: string, plansOnce = false): Pool => {
    const pool = connect({ url, applicationName: name, plansOnce });
    pool.on('connect', (client) => {
      closed.push(new Promise((resolve) => client.once('end', resolve)));
    });
    pools.push(pool);
    return pool;
  };
  const url = (service: Service): string => at(serverUrl, name, LOGIN_ROLES[service]);
  return {
    adminUrl,
    admin: open(adminUrl),
    url,
    // As conflict-service opens its own.
    pool: (service) => open(url(service), service === 'conflict'),
    async drop() {
      await Promise.all(pools.map((pool) => pool.end()));
      // A pool ends before its connections have: to drop by force would break these.
      await Promise.all(closed);
      const client = new Client({ connectionString: serverUrl });
      await client.connect();
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}

function at(serverUrl: string, database: string, role?: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = PASSWORD;
  }
  return url.href;
}
