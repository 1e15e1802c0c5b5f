import { randomBytes, randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FeedReport } from '@roomnight/contracts/feed-report';
import { examinationContext } from '@roomnight/database/sealed-values';
import { secretBox } from '@roomnight/database/secret-box';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import type { FeedFetcher } from '../fetching/fetch-feed.ts';
import { fetchedAt, fixture } from '../reading/fixtures.test-feeds.ts';
import { createParserPool } from '../reading/parser-pool.ts';
import { examineRequest, type ExaminationDependencies } from './examine-request.ts';

const secrets = secretBox({ current: randomBytes(32), old: [] });
const parsers = createParserPool({ threads: 1 });
const asked: string[] = [];
const fetcher: FeedFetcher = {
  async fetch({ url }) {
    asked.push(url);
    const bytes = fixture('airbnb.ics');
    return {
      kind: 'body',
      status: 200,
      bytes,
      wireBytes: bytes.length,
      etag: undefined,
      lastModified: undefined,
    };
  },
  close: async () => undefined,
};

let db: TestDatabase;
let dependencies: ExaminationDependencies;
let ids: { organization: string; unit: string; listing: string };

beforeAll(async () => {
  db = await createTestDatabase();
  const clock = () => fetchedAt;
  dependencies = { pool: db.pool('sync'), secrets, clock, fetcher, parsers, allowPrivate: [] };
});
afterAll(async () => {
  await parsers.close();
  await db.drop();
});

beforeEach(async () => {
  ids = { organization: randomUUID(), unit: randomUUID(), listing: randomUUID() };
  const [property, villa, airbnb, vrbo, other] = Array.from({ length: 5 }, () => randomUUID());
  const at = fetchedAt.toISOString();
  await db.admin.query(`
    INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ('${ids.organization}', 'Test', '${ids.organization}', '${at}');
    INSERT INTO gateway.properties VALUES ('${property}', '${ids.organization}', 'Casa', 'Goa', '${at}');
    INSERT INTO gateway.units VALUES ('${villa}', '${ids.organization}', '${property}', NULL, 'Villa', '${at}'),
      ('${ids.unit}', '${ids.organization}', '${property}', '${villa}', 'Room', '${at}');
    INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
      VALUES ('${airbnb}', '${ids.organization}', 'airbnb', 'Airbnb', 'ical', '${at}'),
        ('${vrbo}', '${ids.organization}', 'vrbo', 'VRBO', 'ical', '${at}');`);
  for (const [id, unit, platform] of [
    [ids.listing, ids.unit, airbnb],
    [other, villa, vrbo],
  ] as const) {
    await db.admin.query(
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted, import_url_hint, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'ical', $5, 'x', $6, $6)`,
      [
        id,
        ids.organization,
        unit,
        platform,
        secrets.seal('https://www.airbnb.com/1.ics?s=own', id ?? ''),
        at,
      ],
    );
  }
  // The whole villa is sold on another platform, over a stay of the room's own feed.
  await db.admin.query(
    `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in, check_out, reason, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'import', 'stay', 'active', '2026-12-03', '2026-12-06', 'test', $4, $4)`,
    [ids.organization, villa, other, at],
  );
});

async function request(more: {
  source: string;
  bytes?: Buffer;
  listingId?: string;
  unitId?: string;
  platformKey?: string;
}) {
  const id = randomUUID();
  await db.admin.query(
    `INSERT INTO gateway.feed_examination_requests VALUES ($1, $2, $3, $4, $5, $6, $7, gen_random_uuid(), $8)`,
    [
      id,
      ids.organization,
      more.source,
      more.bytes && secrets.sealBytes(more.bytes, examinationContext(id)),
      more.listingId,
      more.unitId,
      more.platformKey,
      fetchedAt,
    ],
  );
  return { organizationId: ids.organization, examinationId: id };
}

async function reportOf(id: string): Promise<FeedReport | undefined> {
  const { rows } = await db.admin.query<{ report: FeedReport }>(
    'SELECT report FROM sync.feed_examinations WHERE id = $1',
    [id],
  );
  return rows[0]?.report;
}

it('says what an address would bring to a unit, and whose nights it would meet', async () => {
  const url = 'https://www.airbnb.com/calendar/ical/9.ics?s=secret';
  const input = await request({
    source: 'address',
    bytes: Buffer.from(url),
    unitId: ids.unit,
    platformKey: 'airbnb',
  });
  await examineRequest(dependencies, input);
  expect(asked.at(-1)).toBe(url);
  const report = await reportOf(input.examinationId);
  expect(report).toMatchObject({ verdict: 'healthy', readAs: 'airbnb' });
  expect(report?.effect?.created).toHaveLength(3);
  expect(report?.effect?.conflicts).toMatchObject([
    { checkIn: '2026-12-03', checkOut: '2026-12-04', holder: 'VRBO stay' },
  ]);
  expect(JSON.stringify(report)).not.toContain('secret');
});

it('looks at a file without fetching, and at a listing by its own address', async () => {
  const fetches = asked.length;
  const file = await request({ source: 'file', bytes: fixture('vrbo.ics') });
  await examineRequest(dependencies, file);
  expect(asked).toHaveLength(fetches);
  expect(await reportOf(file.examinationId)).toMatchObject({ readAs: 'vrbo', effect: null });

  const listing = await request({ source: 'listing', listingId: ids.listing });
  await examineRequest(dependencies, listing);
  expect(asked.at(-1)).toBe('https://www.airbnb.com/1.ics?s=own');
  expect((await reportOf(listing.examinationId))?.effect?.created).toHaveLength(3);
});

it('answers a retry with the report there is', async () => {
  const input = await request({ source: 'listing', listingId: ids.listing });
  await examineRequest(dependencies, input);
  const fetches = asked.length;
  await examineRequest(dependencies, input);
  expect(asked).toHaveLength(fetches);
});

it('says that there is nothing to look at when it was erased', async () => {
  const input = await request({ source: 'file', bytes: Buffer.from('x') });
  await db.admin.query('UPDATE gateway.feed_examination_requests SET sealed = NULL WHERE id = $1', [
    input.examinationId,
  ]);
  const unknown = { ...input, examinationId: randomUUID() };
  for (const each of [input, unknown]) {
    await expect(examineRequest(dependencies, each)).rejects.toThrow(ApplicationFailure);
  }
});

it('keeps the last hundred reports of an organization', async () => {
  await db.admin.query(
    `INSERT INTO sync.feed_examinations SELECT gen_random_uuid(), $1, NULL, $2::timestamptz - make_interval(mins => n), '{}'
     FROM generate_series(1, 120) AS n`,
    [ids.organization, fetchedAt],
  );
  const input = await request({ source: 'listing', listingId: ids.listing });
  await examineRequest(dependencies, input);
  const { rows } = await db.admin.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM sync.feed_examinations WHERE organization_id = $1',
    [ids.organization],
  );
  expect(rows).toEqual([{ count: 100 }]);
  expect(await reportOf(input.examinationId)).toBeDefined();
});
