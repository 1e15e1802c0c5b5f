import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from './entities.ts';
import { openOrm } from './orm.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm({ url: database.url('gateway'), applicationName: 'entities' });
});
afterAll(async () => {
  await orm.close();
  await database.drop();
});

interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

/** Postgres says `timestamp with time zone` where the mapper says `timestamptz(0)`, and so on. */
function family(type: string): string {
  const bare = type.replace(/\(\d+\)/, '');
  const names: Record<string, string> = {
    'timestamp with time zone': 'timestamptz',
    integer: 'int',
    'character varying': 'text',
    varchar: 'text',
  };
  return names[bare] ?? bare;
}

async function columnsOf(schema: string, table: string): Promise<Column[]> {
  const { rows } = await database.admin.query<{ name: string; type: string; nullable: string }>(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
     FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
    [`${schema}.${table}`],
  );
  return rows.map(({ name, type, nullable }) => ({ name, type: family(type), nullable: Boolean(nullable) }));
}

describe.each(entities.map(({ name }) => name))('%s', (name) => {
  it('has exactly the columns of its table, of the same type and nullability', async () => {
    const { schema = '', tableName, props } = orm.getMetadata().getByClassName(name);
    const described = props.map(({ fieldNames, columnTypes, nullable }) => ({
      name: fieldNames[0] ?? '',
      type: family(columnTypes[0] ?? ''),
      nullable: nullable ?? false,
    }));
    const byName = (a: Column, b: Column) => a.name.localeCompare(b.name);
    expect(described.toSorted(byName)).toEqual((await columnsOf(schema, tableName)).toSorted(byName));
  });
});

it('describes every table but those no reader needs', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('auth', 'gateway', 'sync', 'availability', 'checklists', 'log') AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition`,
  );
  const described = entities.map(({ name }) => {
    const { schema, tableName } = orm.getMetadata().getByClassName(name);
    return `${schema}.${tableName}`;
  });
  expect(
    rows
      .map(({ name }) => name)
      .filter((name) => !described.includes(name))
      .toSorted(),
  ).toEqual([
    // The sign-in library's own, and single rows of bookkeeping.
    'auth.accounts',
    'auth.invitations',
    'auth.sessions',
    'auth.verifications',
    'availability.listing_reviews',
    'checklists.event_cursors',
    'checklists.watchdog_passes',
    'log.epoch',
  ]);
});
