import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  KEY_ROTATOR_ROLE,
  LOGIN_ROLES,
  OWNER_ROLE,
  READER_ROLES,
  type Reader,
  type Service,
} from './roles.ts';
import { SEALED_COLUMNS } from './sealed-values.ts';
import { asKeyRotator, asReader, withOrganization } from './tenant.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { seedTenant } from './test-tenant.ts';

const SCHEMA_OF: Record<Service, string> = {
  gateway: 'gateway',
  sync: 'sync',
  conflict: 'availability',
  checklist: 'checklists',
  auth: 'auth',
};
const SERVICES = Object.keys(SCHEMA_OF) as Service[];
/** Tables that hold nothing of a tenant. */
const OF_NO_TENANT = new Set(['log.epoch', 'public.migrations', 'checklists.watchdog_passes']);
const NOW = new Date('2027-03-01T06:00:00Z');
/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const IN_FAILED_TRANSACTION = '25P02';

let database: TestDatabase;
const mine = { organization: randomUUID(), listing: randomUUID() };
const theirs = { organization: randomUUID(), listing: randomUUID() };

beforeAll(async () => {
  database = await createTestDatabase();
  await seedTenant(database.admin, mine);
  await seedTenant(database.admin, theirs);
});
afterAll(() => database.drop());

async function tables(where: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)' AND ${where} ORDER BY 1`,
    values,
  );
  return rows.map(({ name }) => name);
}

const SENDS_ROWS = `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
  AND NOT a.attisdropped AND has_column_privilege($1, c.oid, a.attnum, 'SELECT'))`;
const canWrite = (what: string): string =>
  `(has_table_privilege($1, c.oid, '${what}')${what === 'DELETE' ? '' : ` OR has_any_column_privilege($1, c.oid, '${what}')`})`;

describe('every table', () => {
  test('has row-level security, on and forced', async () => {
    expect(await tables('NOT (relrowsecurity AND relforcerowsecurity)')).toEqual([
      // One row for all tenants, that names the life of the log; on, but the owner puts the row there.
      'log.epoch',
      // The migrator's own list of what it ran: names of migrations, of no tenant.
      'public.migrations',
    ]);
  });

  test('with an organization lets everyone see that organization’s rows only; readers have a policy each', async () => {
    const open = await database.admin.query<{ table: string; policy: string; roles: string }>(
      `SELECT schemaname || '.' || tablename AS table, policyname AS policy, array_to_string(roles, ' ') AS roles
       FROM pg_policies WHERE NOT coalesce(qual, with_check) LIKE '%current_organization()%' ORDER BY 1, 2`,
    );
    const rotator = open.rows.filter(({ roles }) => roles === KEY_ROTATOR_ROLE);
    expect(new Set(rotator.map(({ table }) => table))).toEqual(
      new Set(SEALED_COLUMNS.map(({ table }) => table)),
    );
    const others = open.rows.filter((row) => !rotator.includes(row));
    expect(others.filter(({ table }) => !table.startsWith('auth.'))).toEqual([
      { table: 'availability.calendar_conflicts', policy: 'reviewer', roles: READER_ROLES.reviewer },
      { table: 'availability.calendar_conflicts', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'availability.listing_reviews', policy: 'reviewer', roles: READER_ROLES.reviewer },
      { table: 'checklists.alerts', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'checklists.event_cursors', policy: 'own_cursor', roles: LOGIN_ROLES.checklist },
      { table: 'checklists.manual_update_checklists', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'checklists.notification_deliveries', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'checklists.watchdog_passes', policy: 'everyone_reads', roles: LOGIN_ROLES.gateway },
      { table: 'checklists.watchdog_passes', policy: 'own_pass', roles: LOGIN_ROLES.checklist },
      { table: 'checklists.watchdog_passes', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'gateway.export_destinations', policy: 'reviewer', roles: READER_ROLES.reviewer },
      { table: 'gateway.export_destinations', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'gateway.export_tokens', policy: 'export_lookup', roles: READER_ROLES.exportLookup },
      { table: 'gateway.export_tokens', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'gateway.feed_examination_requests', policy: 'forget', roles: LOGIN_ROLES.gateway },
      { table: 'gateway.listings', policy: 'reviewer', roles: READER_ROLES.reviewer },
      { table: 'gateway.listings', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'gateway.listings', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'gateway.ota_platforms', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'gateway.ota_platforms', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'gateway.units', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'log.epoch', policy: 'everyone_reads', roles: 'public' },
      { table: 'log.events', policy: 'event_reader', roles: READER_ROLES.eventReader },
      { table: 'sync.feeds', policy: 'sweeper', roles: READER_ROLES.sweeper },
      { table: 'sync.feeds', policy: 'watchdog', roles: READER_ROLES.watchdog },
      { table: 'sync.raw_bodies', policy: 'sweeper', roles: READER_ROLES.sweeper },
    ]);
    const signIn = others.filter(({ table }) => table.startsWith('auth.'));
    expect(new Set(signIn.map(({ policy, roles }) => `${policy} ${roles}`))).toEqual(
      new Set([`sign_in ${LOGIN_ROLES.auth}`]),
    );
  });
});

describe('every login role', () => {
  test('is no superuser, passes no wall, owns nothing and inherits nothing', async () => {
    const { rows } = await database.admin.query(
      `SELECT rolname FROM pg_roles r WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolinherit
         OR pg_has_role(rolname, $2, 'MEMBER') OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid))`,
      [Object.values(LOGIN_ROLES), OWNER_ROLE],
    );
    expect(rows).toEqual([]);
  });

  test.each(SERVICES)(
    '%s writes its own schema and, but for sign-in, inserts into the log',
    async (service) => {
      const role = LOGIN_ROLES[service];
      const elsewhere = 'n.nspname <> $2';
      const values = [role, SCHEMA_OF[service]];
      const log = service === 'auth' ? [] : ['log.audit', 'log.events'];
      expect(await tables(`${elsewhere} AND ${canWrite('INSERT')}`, values)).toEqual(log);
      for (const what of ['UPDATE', 'DELETE']) {
        expect(await tables(`${elsewhere} AND ${canWrite(what)}`, values)).toEqual([]);
      }
      expect(await tables(`has_table_privilege($1, c.oid, 'TRUNCATE')`, [role])).toEqual([]);
      expect((await tables(`NOT (${elsewhere}) AND ${canWrite('INSERT')}`, values)).length).toBeGreaterThan(
        0,
      );
    },
  );

  test.each(SERVICES)('%s sees no row without an organization', async (service) => {
    const seen = await visible(service, undefined);
    const ofAllTenants: Partial<Record<Service, string[]>> = {
      auth: ['auth.members', 'auth.organizations', 'auth.users'],
    };
    expect([...seen.keys()].filter((table) => !OF_NO_TENANT.has(table))).toEqual(ofAllTenants[service] ?? []);
  });

  test.each(SERVICES.filter((service) => service !== 'auth'))(
    '%s sees the rows of its organization only',
    async (service) => {
      const seen = await visible(service, mine.organization);
      expect(seen.size).toBeGreaterThan(1);
      for (const [table, rows] of seen)
        expect([table, OF_NO_TENANT.has(table) ? 1 : rows]).toEqual([table, 1]);
    },
  );

  test('a row for another organization cannot be written', async () => {
    const write = withOrganization(database.pool('conflict'), mine.organization, (tx) =>
      tx.query('INSERT INTO availability.applied_change_sets VALUES (gen_random_uuid(), $1, $2, $3)', [
        theirs.organization,
        NOW,
        {},
      ]),
    );
    await expect(write).rejects.toThrow('row-level security');
  });

  /** How many rows a service's role sees of each table it may read, tables without a visible row left out. */
  async function visible(service: Service, organizationId: string | undefined): Promise<Map<string, number>> {
    const readable = await tables(SENDS_ROWS, [LOGIN_ROLES[service]]);
    const pool = database.pool(service);
    const seen = new Map<string, number>();
    for (const table of readable) {
      const sql = `SELECT count(*) FROM ${table}`;
      const { rows } =
        organizationId === undefined
          ? await pool.query<{ count: number }>(sql)
          : await withOrganization(pool, organizationId, (tx) => tx.query<{ count: number }>(sql));
      if (rows[0] !== undefined && rows[0].count > 0) seen.set(table, rows[0].count);
    }
    return seen;
  }
});

describe('every reader that crosses tenants', () => {
  test('reads what it is for, column by column, and writes nothing', async () => {
    const { rows } = await database.admin.query<{ role: string; table: string; columns: string[] }>(
      `SELECT r.rolname AS role, n.nspname || '.' || c.relname AS table, array_agg(a.attname::text ORDER BY a.attname) AS columns
       FROM pg_roles r CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE r.rolname = ANY($1) AND c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'
         AND has_column_privilege(r.rolname, c.oid, a.attnum, 'SELECT') GROUP BY 1, 2 ORDER BY 1, 2`,
      [Object.values(READER_ROLES)],
    );
    const columns = (reader: Reader) =>
      Object.fromEntries(
        rows.filter(({ role }) => role === READER_ROLES[reader]).map((row) => [row.table, row.columns]),
      );
    expect(Object.keys(columns('eventReader'))).toEqual(['log.epoch', 'log.events']);
    expect(columns('exportLookup')).toEqual({
      'gateway.export_tokens': ['expires_at', 'listing_id', 'organization_id', 'token_hash'],
    });
    expect(Object.keys(columns('sweeper'))).toEqual([
      'availability.calendar_conflicts',
      'checklists.manual_update_checklists',
      'gateway.listings',
      'gateway.ota_platforms',
      'gateway.units',
      'sync.feeds',
      'sync.raw_bodies',
    ]);
    expect(columns('sweeper')['sync.raw_bodies']).toEqual(['organization_id', 'sync_run_id']);
    expect(columns('sweeper')['gateway.listings']).not.toContain('import_url_encrypted');
    expect(columns('reviewer')).toEqual({
      'availability.calendar_conflicts': ['kind', 'listing_id', 'status'],
      'availability.listing_reviews': ['listing_id', 'revision'],
      'gateway.export_destinations': ['fetched_at', 'interval_minutes', 'listing_id'],
      'gateway.listings': ['id', 'mode', 'organization_id', 'revision', 'status'],
    });
    expect(columns('watchdog')).toEqual({
      'checklists.alerts': ['kind', 'organization_id', 'status'],
      'checklists.notification_deliveries': [
        'claimed_at',
        'created_at',
        'dedupe_key',
        'given_up_at',
        'not_before',
        'organization_id',
        'policy',
        'sent_at',
      ],
      'checklists.watchdog_passes': ['feeds', 'only_row', 'passed_at', 'troubles'],
      'gateway.export_destinations': ['fetched_at', 'interval_minutes', 'listing_id', 'organization_id'],
      'gateway.export_tokens': ['expires_at', 'listing_id'],
      'gateway.listings': [
        'id',
        'import_url_hint',
        'mode',
        'organization_id',
        'platform_id',
        'settings',
        'status',
        'updated_at',
      ],
      'gateway.ota_platforms': ['base', 'definition', 'id', 'key', 'name', 'settings'],
      'sync.feeds': [
        'error_class',
        'error_message',
        'health',
        'health_since',
        'last_good_at',
        'last_polled_at',
        'listing_id',
      ],
    });
    for (const role of Object.values(READER_ROLES)) {
      for (const what of ['INSERT', 'UPDATE', 'DELETE'])
        expect(await tables(canWrite(what), [role])).toEqual([]);
    }
  });

  test.each<[Reader, Service, string]>([
    ['eventReader', 'gateway', 'SELECT organization_id FROM log.events'],
    ['eventReader', 'checklist', 'SELECT organization_id FROM log.events'],
    ['exportLookup', 'gateway', 'SELECT organization_id FROM gateway.export_tokens'],
    ['sweeper', 'sync', 'SELECT organization_id FROM gateway.listings'],
    ['sweeper', 'checklist', 'SELECT organization_id FROM checklists.manual_update_checklists'],
    ['watchdog', 'checklist', 'SELECT organization_id FROM gateway.listings'],
    ['watchdog', 'gateway', 'SELECT organization_id FROM checklists.alerts'],
    ['watchdog', 'checklist', 'SELECT organization_id FROM checklists.notification_deliveries'],
  ])('%s, stepped into by %s, sees all tenants, and not their calendars', async (reader, service, sql) => {
    const pool = database.pool(service);
    const { rows } = await asReader(pool, reader, (tx) => tx.query<{ organization_id: string }>(sql));
    expect(new Set(rows.map((row) => row.organization_id))).toEqual(
      new Set([mine.organization, theirs.organization]),
    );
    const reaching = asReader(pool, reader, (tx) => tx.query('SELECT FROM availability.bookings'));
    await expect(reaching).rejects.toThrow('permission denied');
  });

  test.each<[Reader, Service]>([
    ['eventReader', 'conflict'],
    ['eventReader', 'sync'],
    ['exportLookup', 'conflict'],
    ['exportLookup', 'checklist'],
    ['sweeper', 'gateway'],
    ['sweeper', 'auth'],
    ['watchdog', 'sync'],
    ['watchdog', 'conflict'],
    ['watchdog', 'auth'],
  ])('%s is not for %s, and not one statement runs without it', async (reader, service) => {
    const ran: unknown[] = [];
    const stepping = asReader(database.pool(service), reader, async (tx) => {
      for (let statement = 0; statement < 2; statement++) {
        ran.push(await tx.query('SELECT').catch(({ code }: { code: string }) => code));
        // Time in which it could be rolled back while this goes on.
        await database.admin.query('SELECT');
      }
    });
    await expect(stepping).rejects.toThrow('permission denied to set role');
    expect(ran).toEqual([IN_FAILED_TRANSACTION, IN_FAILED_TRANSACTION]);
  });

  test('sign-in sees people of all organizations, and no calendar, listing or log', async () => {
    const pool = database.pool('auth');
    const { rows } = await pool.query<{ count: number }>('SELECT count(*) FROM auth.users');
    expect(rows[0]?.count).toBe(2);
    for (const table of ['gateway.listings', 'availability.bookings', 'log.events']) {
      await expect(pool.query(`SELECT FROM ${table}`)).rejects.toThrow('permission denied');
    }
  });

  test('an organization that is no UUID never reaches SQL', async () => {
    const sneaky = `${mine.organization}'; SET ROLE postgres; --`;
    await expect(async () =>
      withOrganization(database.pool('conflict'), sneaky, async () => undefined),
    ).rejects.toThrow('not a UUID');
  });
});

describe('the key rotator', () => {
  const privileges = async (what: string): Promise<string[]> => {
    const { rows } = await database.admin.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname !~ '^(pg_|information_schema)'
         AND has_column_privilege($1, c.oid, a.attnum, $2) ORDER BY 1`,
      [KEY_ROTATOR_ROLE, what],
    );
    return rows.map(({ name }) => name);
  };
  const sealed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  const keys = SEALED_COLUMNS.flatMap(({ table, key, boundTo }) => [
    `${table}.${key}`,
    `${table}.${boundTo}`,
  ]);

  test('reads sealed values and their rows’ ids, rewrites sealed values, and can do nothing else', async () => {
    expect(await privileges('SELECT')).toEqual([...new Set([...sealed, ...keys])].toSorted());
    expect(await privileges('UPDATE')).toEqual(sealed.toSorted());
    expect(await privileges('INSERT')).toEqual([]);
    for (const what of ['DELETE', 'TRUNCATE'])
      expect(await tables(`has_table_privilege($1, c.oid, '${what}')`, [KEY_ROTATOR_ROLE])).toEqual([]);
  });

  test('is a role nobody signs in as and no service may step into', async () => {
    const { rows } = await database.admin.query(
      'SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1',
      [KEY_ROTATOR_ROLE],
    );
    expect(rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false }]);
    for (const service of SERVICES) {
      const stepping = asKeyRotator(database.pool(service), (tx) => tx.query('SELECT'));
      await expect(stepping).rejects.toThrow('permission denied to set role');
    }
  });

  test('knows every column of bytes but those that are no secret', async () => {
    const { rows } = await database.admin.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE data_type = 'bytea' AND table_schema !~ '^(pg_|information_schema)' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name).filter((name) => !sealed.includes(name))).toEqual([
      // What every platform is given, and what a token is found by.
      'gateway.export_tokens.token_hash',
      'gateway.exports.body',
      'gateway.exports.body_gzip',
    ]);
  });
});
