import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

const start = new Date('2027-01-20T10:00:00+05:30');
let minutes = 0;
const clock = () => new Date(start.getTime() + minutes * 60_000);
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ clock });
});
afterAll(() => gateway.stop());

it('shows a feed as late once nobody polled it for too long, whatever the last poll wrote', async () => {
  const house = await TestHouse.build(gateway, ['airbnb']);
  const id = house.listings[0]?.id;
  const { admin } = gateway.database;
  const sync = async () => {
    const { listing } = await house.person.get<{ listing: { sync: object } }>(
      `query ($id: ID!) { listing(id: $id) { sync { health status healthSince message } } }`,
      { id },
    );
    return listing.sync;
  };
  minutes = 9999;
  expect(await sync()).toMatchObject({ health: 'NEW', message: 'There is no import URL yet.' });

  minutes = 0;
  await admin.query(
    `UPDATE gateway.listings SET import_url_encrypted = 'sealed', import_url_hint = 'www.airbnb.com …cafe', mode = 'ical'
     WHERE id = $1`,
    [id],
  );
  await admin.query(
    `INSERT INTO sync.feeds (listing_id, organization_id, health, health_since, last_good_at, last_polled_at, last_message)
     SELECT id, organization_id, 'healthy', $2, $2, $2, 'nothing changed' FROM gateway.listings WHERE id = $1`,
    [id, start],
  );
  minutes = 75;
  expect(await sync()).toMatchObject({ health: 'HEALTHY', status: 'SUCCESS', message: 'nothing changed' });
  minutes = 76;
  expect(await sync()).toEqual({
    health: 'LATE',
    status: 'FAILED',
    healthSince: '2027-01-20T05:45:00.000Z',
    message: 'late: a good poll was due Wed 20 Jan, 11:00 IST, and none came',
  });
  const late = await house.person.get(
    '{ listings(health: LATE) { id } healthy: listings(health: HEALTHY) { id } }',
  );
  expect(late).toEqual({ listings: [{ id }], healthy: [] });
});
