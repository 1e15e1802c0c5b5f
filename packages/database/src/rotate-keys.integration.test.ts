import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countSealed, keyName, rotateKeys } from './rotate-keys.ts';
import { credentialsContext, examinationContext, rawBodyContext, SEALED_COLUMNS } from './sealed-values.ts';
import { secretBox, UnreadableSecret } from './secret-box.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { seedTenant } from './test-tenant.ts';

const [first, second, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const before = secretBox({ current: first, old: [] });
const after = { current: second, old: [first] };
const AT = new Date('2027-03-01T06:00:00Z');

let database: TestDatabase;
const tenants: { organization: string; listing: string; run: string }[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  tenants.length = 0;
  for (let n = 0; n < 2; n += 1) {
    const tenant = { organization: randomUUID(), listing: randomUUID(), run: randomUUID() };
    await seedTenant(database.admin, tenant);
    tenants.push(tenant);
    const { organization, listing, run } = tenant;
    const set = (sql: string, sealed: Buffer) => database.admin.query(sql, [listing, sealed]);
    await set(
      'UPDATE gateway.listings SET import_url_encrypted = $2 WHERE id = $1',
      before.seal('url', listing),
    );
    await set(
      'UPDATE gateway.export_tokens SET token_encrypted = $2 WHERE listing_id = $1',
      before.seal('token', listing),
    );
    await database.admin.query(
      'INSERT INTO gateway.listing_credentials VALUES ($1, $2, $3, $4, gen_random_uuid(), $5)',
      [listing, organization, before.seal('password', credentialsContext(listing)), 'a…', AT],
    );
    await database.admin.query(`INSERT INTO sync.raw_bodies VALUES ($1, $2, $3, $4, 'changed', 'hash', $5)`, [
      run,
      organization,
      listing,
      AT,
      before.seal('body', rawBodyContext(run)),
    ]);
    const examination = randomUUID();
    await database.admin.query(
      `INSERT INTO gateway.feed_examination_requests VALUES ($1, $2, 'file', $3, NULL, NULL, NULL, gen_random_uuid(), $4)`,
      [examination, organization, before.seal('file', examinationContext(examination)), AT],
    );
  }
});
afterEach(() => database.drop());

/** Opens everything with one key and no other. */
async function opened(key: Buffer): Promise<string[]> {
  const box = secretBox({ current: key, old: [] });
  const texts: string[] = [];
  for (const { table, boundTo, column, context } of SEALED_COLUMNS) {
    const { rows } = await database.admin.query<{ bound: string; sealed: Buffer }>(
      `SELECT ${boundTo} AS bound, ${column} AS sealed FROM ${table}`,
    );
    texts.push(...rows.map(({ bound, sealed }) => box.open(sealed, context(bound))));
  }
  return texts.toSorted();
}

const everything = ['body', 'body', 'file', 'file', 'password', 'password', 'token', 'token', 'url', 'url'];

describe('a rotation of the key', () => {
  it('seals everything of all tenants under the current key, and the old one is needed no more', async () => {
    expect(await rotateKeys(database.admin, after)).toEqual(
      SEALED_COLUMNS.map(({ what }) => ({ what, resealed: 2, unreadable: 0, left: 0 })),
    );
    expect(await opened(second)).toEqual(everything);
    for (const { byKey } of await countSealed(database.admin))
      expect([...byKey]).toEqual([[keyName(second), 2]]);
  });

  it('goes through more than one batch', async () => {
    const [tenant] = tenants;
    await database.admin.query(
      `INSERT INTO gateway.export_tokens SELECT gen_random_uuid(), $1, $2, decode(md5(n::text), 'hex'), $3, 'x', $4, NULL
       FROM generate_series(1, 250) AS n`,
      [tenant?.organization, tenant?.listing, before.seal('token', tenant?.listing ?? ''), AT],
    );
    const tokens = (await rotateKeys(database.admin, after)).find(({ what }) => what === 'export tokens');
    expect(tokens).toEqual({ what: 'export tokens', resealed: 252, unreadable: 0, left: 0 });
  });

  it('has nothing to do the second time', async () => {
    await rotateKeys(database.admin, after);
    const { rows: once } = await database.admin.query('SELECT sealed FROM sync.raw_bodies ORDER BY 1');
    for (const { resealed } of await rotateKeys(database.admin, after)) expect(resealed).toBe(0);
    const { rows: twice } = await database.admin.query('SELECT sealed FROM sync.raw_bodies ORDER BY 1');
    expect(twice).toEqual(once);
  });

  it('that stopped in the middle goes on, and is read throughout by who has both keys', async () => {
    const [tenant] = tenants;
    const box = secretBox(after);
    const listing = tenant?.listing ?? '';
    await database.admin.query('UPDATE gateway.listings SET import_url_encrypted = $2 WHERE id = $1', [
      listing,
      box.seal('url', listing),
    ]);
    const addresses = async () => {
      const { rows } = await database.admin.query<{ id: string; sealed: Buffer }>(
        'SELECT id, import_url_encrypted AS sealed FROM gateway.listings',
      );
      return rows.map(({ id, sealed }) => box.open(sealed, id));
    };
    expect(await addresses()).toEqual(['url', 'url']);
    const [done] = await rotateKeys(database.admin, after);
    expect(done).toEqual({ what: 'feed addresses', resealed: 1, unreadable: 0, left: 0 });
    expect(await addresses()).toEqual(['url', 'url']);
  });

  it('leaves what no key opens as it is, and says so', async () => {
    const [mine, theirs] = tenants;
    const swapped = before.seal('url', theirs?.listing ?? '');
    await database.admin.query('UPDATE gateway.listings SET import_url_encrypted = $2 WHERE id = $1', [
      mine?.listing,
      swapped,
    ]);
    const [addresses] = await rotateKeys(database.admin, after);
    expect(addresses).toEqual({ what: 'feed addresses', resealed: 1, unreadable: 1, left: 1 });
    const { rows } = await database.admin.query(
      'SELECT import_url_encrypted AS sealed FROM gateway.listings WHERE id = $1',
      [mine?.listing],
    );
    expect(rows[0]?.sealed.equals(swapped)).toBe(true);
  });

  it('with a wrong old key changes nothing at all', async () => {
    for (const { resealed, left } of await rotateKeys(database.admin, { current: second, old: [foreign] }))
      expect([resealed, left]).toEqual([0, 2]);
    await expect(opened(second)).rejects.toBeInstanceOf(UnreadableSecret);
    expect(await opened(first)).toEqual(everything);
  });

  it('passes by a row that somebody is changing, and says that one is left', async () => {
    const somebody = await database.admin.connect();
    try {
      await somebody.query('BEGIN');
      await somebody.query('SELECT FROM gateway.listings WHERE id = $1 FOR UPDATE', [tenants[0]?.listing]);
      const [addresses] = await rotateKeys(database.admin, after);
      expect(addresses).toEqual({ what: 'feed addresses', resealed: 1, unreadable: 0, left: 1 });
    } finally {
      await somebody.query('ROLLBACK');
      somebody.release();
    }
    const [addresses] = await rotateKeys(database.admin, after);
    expect(addresses).toMatchObject({ resealed: 1, left: 0 });
  });
});
