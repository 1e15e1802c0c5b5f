import { gunzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let now = new Date('2026-11-23T07:00:00Z');
beforeAll(async () => {
  gateway = await openTestGateway({ clock: () => now });
});
afterAll(() => gateway.stop());

const december = (from: number, to: number) => ({
  checkIn: `2026-12-${String(from).padStart(2, '0')}`,
  checkOut: `2026-12-${String(to).padStart(2, '0')}`,
});

/** The nights of an export as `20261201-20261205`. */
function nightsIn(calendar: string): string[] {
  return [...calendar.matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/g)].map(
    ([, from, to]) => `${from}-${to}`,
  );
}

it('serves each platform what the others sold, and never its own', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo', 'booking_com']);
  const [airbnb, vrbo, bookingCom] = house.listings;
  await house.sell({ listing: airbnb, ...december(1, 5) });
  const lost = await house.sell({ listing: vrbo, ...december(3, 7), held: [december(5, 7)] });
  await house.sell({ listing: undefined, ...december(10, 12) });

  expect(nightsIn(await house.calendar(airbnb))).toEqual(['20261205-20261207', '20261210-20261212']);
  expect(nightsIn(await house.calendar(vrbo))).toEqual(['20261201-20261203', '20261210-20261212']);
  expect(nightsIn(await house.calendar(bookingCom))).toEqual([
    '20261201-20261205',
    '20261205-20261207',
    '20261210-20261212',
  ]);
  expect(await house.calendar(bookingCom)).toContain(`UID:${lost}@roomnight`);
});

it('sends a platform the stay it imported elsewhere, but nothing that a guest of its own may hold', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo', 'booking_com']);
  const [airbnb, vrbo, bookingCom] = house.listings;
  const stay = await house.sell({ listing: airbnb, ...december(1, 5) });
  const copies = [
    await house.sell({ listing: vrbo, ...december(1, 5), kind: 'block', held: [] }),
    await house.sell({ listing: bookingCom, ...december(1, 5), kind: 'block', cannotTell: true, held: [] }),
  ];
  for (const copy of copies) await house.mirror(copy, stay);
  expect(nightsIn(await house.calendar(vrbo))).toEqual(['20261201-20261205']);
  expect(nightsIn(await house.calendar(bookingCom))).toEqual(['19700101-19700102']);
  expect(nightsIn(await house.calendar(airbnb))).toEqual(['19700101-19700102']);
});

it('answers 304 to the ETag it gave, until the nights change', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  const [airbnb, vrbo] = house.listings;
  await house.sell({ listing: airbnb, ...december(1, 5) });
  const first = await house.fetch(vrbo);
  const etag = first.headers.get('etag') ?? '';
  expect(first.status).toBe(200);
  expect(first.headers.get('cache-control')).toBe('private, max-age=0');
  expect(first.headers.get('content-type')).toContain('text/calendar');

  const again = await house.fetch(vrbo, { 'if-none-match': `"other", ${etag}` });
  expect([again.status, await again.text()]).toEqual([304, '']);

  await house.sell({ listing: airbnb, ...december(8, 9) });
  const changed = await house.fetch(vrbo, { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

it('closes a villa whose room is taken, and moves its version with the room’s', async () => {
  const house = await TestHouse.build(gateway, ['airbnb']);
  const [villa] = house.listings;
  expect(nightsIn(await house.calendar(villa))).toEqual(['19700101-19700102']);
  const { createUnit } = await house.person.get<{ createUnit: { unit: { id: string } } }>(
    `mutation ($property: ID!, $villa: ID!) { createUnit(input: { propertyId: $property, parentUnitId: $villa, name: "Room" }) {
       ... on CreateUnitSuccess { unit { id } } } }`,
    { property: house.propertyId, villa: house.unitId },
  );
  await house.sell({ listing: undefined, unitId: createUnit.unit.id, ...december(1, 3) });
  expect(nightsIn(await house.calendar(villa))).toEqual(['20261201-20261203']);
});

it('compresses for who can read it, and tells HEAD the same', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  const [airbnb, vrbo] = house.listings;
  await house.sell({ listing: airbnb, ...december(1, 5) });
  const url = new URL(vrbo?.exportUrl ?? '').pathname;
  const plain = await gateway.server.inject({ url });
  const packed = await gateway.server.inject({ url, headers: { 'accept-encoding': 'br, gzip' } });
  const refused = await gateway.server.inject({ url, headers: { 'accept-encoding': 'gzip;q=0' } });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  expect(refused.headers['content-encoding']).toBeUndefined();
  const head = await gateway.server.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', plain.headers.etag]);
});

it('writes down who fetched which version, and announces it', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  const [airbnb, vrbo] = house.listings;
  await house.sell({ listing: airbnb, ...december(1, 5) });
  const first = await house.fetch(vrbo, { 'user-agent': 'VRBO-Calendar' });
  await house.fetch(vrbo, {
    'user-agent': 'VRBO-Calendar',
    'if-none-match': first.headers.get('etag') ?? '',
  });
  const fetches = await expect
    .poll(() => house.fetches(vrbo), { timeout: 5_000 })
    .toHaveLength(2)
    .then(() => house.fetches(vrbo));
  expect(fetches).toEqual([
    { status: 200, calendar_version: 1, agent_kind: 'vrbo' },
    { status: 304, calendar_version: 1, agent_kind: 'vrbo' },
  ]);
  const { rows } = await gateway.database.admin.query(
    `SELECT DISTINCT type FROM log.events WHERE listing_id = $1 AND type = 'ExportFetched'`,
    [vrbo?.id],
  );
  expect(rows).toHaveLength(1);
  const versions = await gateway.database.admin.query<{ nights: string }>(
    'SELECT nights::text FROM gateway.export_versions WHERE listing_id = $1',
    [vrbo?.id],
  );
  expect(versions.rows).toEqual([{ nights: '{[2026-12-01,2026-12-05)}' }]);
});

it('shows the listing when it was last fetched', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  now = new Date('2026-11-23T08:00:00Z');
  await house.fetch(house.listings[0]);
  const asked = () =>
    house.person.get('query ($id: ID!) { listing(id: $id) { lastExportFetchAt } }', {
      id: house.listings[0]?.id,
    });
  await expect
    .poll(asked, { timeout: 5_000 })
    .toEqual({ listing: { lastExportFetchAt: '2026-11-23T08:00:00.000Z' } });
});

it('knows nothing by a wrong token, nor by that of a deleted listing', async () => {
  const house = await TestHouse.build(gateway, ['airbnb']);
  const [airbnb] = house.listings;
  const wrong = await fetch(
    `${gateway.url}/ical/${Buffer.from(randomUUID()).toString('base64url').slice(0, 43)}.ics`,
  );
  expect([wrong.status, await wrong.text()]).toEqual([404, 'Not found\n']);
  expect((await house.fetch(airbnb)).status).toBe(200);
  await house.person.get('mutation ($id: ID!) { deleteListing(listingId: $id) { __typename } }', {
    id: airbnb?.id,
  });
  const gone = await house.fetch(airbnb);
  expect([gone.status, await gone.text()]).toEqual([404, 'Not found\n']);
});

it('goes on answering a replaced address for its grace, and says by which one the platform comes', async () => {
  const house = await TestHouse.build(gateway, ['airbnb']);
  const [airbnb] = house.listings;
  const id = airbnb?.id;
  now = new Date('2026-11-24T08:00:00Z');
  await house.fetch(airbnb, { 'user-agent': 'Airbnb' });
  const rotate = (graceHours: number) =>
    house.person.get<{ rotateExportUrl: { exportUrl?: string; field?: string } }>(
      `mutation ($id: ID!, $graceHours: Int!) { rotateExportUrl(listingId: $id, graceHours: $graceHours) {
         ... on RotateExportUrlSuccess { exportUrl } ... on InvalidInput { field } } }`,
      { id, graceHours },
    );
  expect((await rotate(-1)).rotateExportUrl).toEqual({ field: 'graceHours' });
  expect((await rotate(721)).rotateExportUrl).toEqual({ field: 'graceHours' });
  const { rotateExportUrl } = await rotate(48);
  const renewed = { id: id ?? '', exportUrl: rotateExportUrl.exportUrl ?? '' };

  now = new Date('2026-11-24T11:00:00Z');
  expect((await house.fetch(airbnb, { 'user-agent': 'Airbnb' })).status).toBe(200);
  const seen = () =>
    house.person.get(
      `query ($id: ID!) { listing(id: $id) { export { lastFetchAt intervalMinutes intervalObserved missingSince
         addresses { hint endsAt lastFetchAt } visits { agent agentName visits addressEnd } } } }`,
      { id },
    );
  await expect.poll(seen, { timeout: 5_000 }).toEqual({
    listing: {
      export: {
        lastFetchAt: '2026-11-24T11:00:00.000Z',
        intervalMinutes: 180,
        intervalObserved: false,
        missingSince: null,
        addresses: [
          { hint: hintOf(renewed), endsAt: null, lastFetchAt: null },
          {
            hint: hintOf(airbnb),
            endsAt: '2026-11-26T08:00:00.000Z',
            lastFetchAt: '2026-11-24T11:00:00.000Z',
          },
        ],
        visits: [
          { agent: 'airbnb', agentName: 'Airbnb', visits: 2, addressEnd: hintOf(airbnb).slice(-8, -4) },
        ],
      },
    },
  });

  now = new Date('2026-11-26T08:00:00Z');
  expect((await house.fetch(airbnb)).status).toBe(404);
  expect((await house.fetch(renewed)).status).toBe(200);
  const revoked = await house.person.get(
    `mutation ($id: ID!) { revokeExportUrl(listingId: $id) { ... on RevokeExportUrlSuccess { listing { exportUrlHint } } } }`,
    { id },
  );
  expect(revoked).toEqual({ revokeExportUrl: { listing: { exportUrlHint: null } } });
  expect((await house.fetch(renewed)).status).toBe(404);
  const { rows } = await gateway.database.admin.query<{ action: string; after: unknown }>(
    `SELECT action, after FROM log.audit WHERE subject_id = $1 AND action LIKE 'listing.export%' ORDER BY occurred_at`,
    [id],
  );
  expect(rows).toEqual([
    { action: 'listing.export-url-rotated', after: { graceHours: 48 } },
    { action: 'listing.export-url-revoked', after: null },
  ]);
  const afresh = (await rotate(0)).rotateExportUrl.exportUrl ?? '';
  expect((await house.fetch({ id: id ?? '', exportUrl: afresh })).status).toBe(200);
});

it('shows where a booking can still be sold', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo', 'booking_com']);
  const [airbnb, vrbo, bookingCom] = house.listings;
  now = new Date('2026-11-24T08:00:00Z');
  await house.fetch(vrbo, { 'user-agent': 'HomeAway' });
  const bookingId = await house.sell({ listing: airbnb, ...december(1, 5) });
  const found = () =>
    house.person.get(
      `query ($unit: ID!, $booking: ID!, $vrbo: ID!) {
         exposures(unitIds: [$unit]) { listing { id } booking { id } state expectedEnd }
         ofBooking: exposures(bookingId: $booking) { listing { platform { key } } nights { checkIn checkOut } }
         listing(id: $vrbo) { exposures { booking { exposures { state } } } } nobody: exposures(listingId: "x") { state } }`,
      { unit: house.unitId, booking: bookingId, vrbo: vrbo?.id },
    );
  const nights = [december(1, 5)];
  await expect.poll(found, { timeout: 5_000 }).toEqual({
    exposures: expect.arrayContaining([
      {
        listing: { id: vrbo?.id },
        booking: { id: bookingId },
        state: 'WAITING',
        expectedEnd: '2026-11-24T16:00:00.000Z',
      },
      { listing: { id: bookingCom?.id }, booking: { id: bookingId }, state: 'BY_HAND', expectedEnd: null },
    ]),
    ofBooking: expect.arrayContaining([
      { listing: { platform: { key: 'vrbo' } }, nights },
      { listing: { platform: { key: 'booking_com' } }, nights },
    ]),
    listing: {
      exposures: [
        { booking: { exposures: expect.arrayContaining([{ state: 'WAITING' }, { state: 'BY_HAND' }]) } },
      ],
    },
    nobody: [],
  });
});

function hintOf(listing: { exportUrl: string } | undefined): string {
  const { host, pathname } = new URL(listing?.exportUrl ?? '');
  return `${host}/ical/…${pathname.slice(-8)}`;
}

it('limits strangers who guess tokens', async () => {
  const guess = () =>
    gateway.server.inject({ url: `/ical/${'x'.repeat(43)}.ics`, remoteAddress: '203.0.113.9' });
  const answers = await Promise.all(Array.from({ length: 70 }, guess));
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10);
});

it('never answers with an older calendar than the one it found, though that is still being rendered', async () => {
  const house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  const [airbnb, vrbo] = house.listings;
  const { admin } = gateway.database;
  const obstacle = await admin.connect();
  await obstacle.query('BEGIN; LOCK TABLE gateway.export_versions');
  const waiting = async () =>
    (
      await admin.query(
        `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND relation = 'gateway.export_versions'::regclass AND NOT granted`,
      )
    ).rowCount;
  const before = house.calendar(vrbo);
  await expect.poll(waiting, { interval: 20 }).toBe(1);
  await house.sell({ listing: airbnb, ...december(1, 5) });
  const after = house.calendar(vrbo);
  await expect.poll(waiting, { interval: 20 }).toBe(2);
  await obstacle.query('COMMIT');
  obstacle.release();
  expect(nightsIn(await before)).toEqual(['19700101-19700102']);
  expect(nightsIn(await after)).toEqual(['20261201-20261205']);
});

it('limits how often one export is fetched, whatever is asked of it', async () => {
  const house = await TestHouse.build(gateway, ['airbnb']);
  const { pathname } = new URL(house.listings[0]?.exportUrl ?? '');
  const fetched = await Promise.all(
    Array.from({ length: 125 }, (_, n) => gateway.server.inject({ url: `${pathname}?n=${n}` })),
  );
  expect(fetched.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
});
