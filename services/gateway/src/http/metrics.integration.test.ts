import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

const token = 'a-token-of-more-than-32-characters';
const now = new Date('2027-01-20T10:00:00Z');
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ clock: () => now, settings: { METRICS_TOKEN: token } });
});
afterAll(() => gateway.stop());

const ask = (authorization?: string) =>
  gateway.server.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
const valueOf = (body: string, name: string) =>
  body
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe('/metrics', () => {
  it('is not there for who does not bring the token', async () => {
    for (const given of [undefined, '', 'Bearer', `Bearer ${token}x`, token]) {
      expect((await ask(given)).statusCode).toBe(404);
    }
  });

  it('says how old the last pass and the oldest mail are, and counts feeds and alerts, of all organizations', async () => {
    const before = (await ask(`Bearer ${token}`)).body;
    expect(valueOf(before, 'roomnight_watchdog_pass_age_seconds')).toBe('+Inf');
    expect(valueOf(before, 'roomnight_oldest_unacknowledged_delivery_age_seconds')).toBe('0');

    const houses = [await TestHouse.build(gateway, ['airbnb']), await TestHouse.build(gateway, ['airbnb'])];
    const { admin } = gateway.database;
    for (const { propertyId } of houses) {
      await admin.query(
        `INSERT INTO checklists.alerts (organization_id, kind, severity, status, incident_key, group_key, title, sentence,
           meaning, advice, opened_at)
         SELECT organization_id, 'feed_late', 'medium', 'open', $2, 'g', 'Casa', 's', 'm', 'a', $3 FROM gateway.properties
         WHERE id = $1`,
        [propertyId, randomUUID(), now],
      );
      await admin.query(
        `INSERT INTO checklists.notification_deliveries (organization_id, dedupe_key, kind, recipient, policy, created_at)
         SELECT organization_id, $2, 'feed_late', 'asha@example.com', 'at_least_once', $3 FROM gateway.properties WHERE id = $1`,
        [propertyId, randomUUID(), new Date(now.getTime() - 90_000)],
      );
    }
    await admin.query(
      `INSERT INTO checklists.watchdog_passes (passed_at, feeds, troubles) VALUES ($1, '{"late": 2, "healthy": 7}', 2)`,
      [new Date(now.getTime() - 120_000)],
    );
    const { body, headers } = await ask(`Bearer ${token}`);
    expect(headers['content-type']).toContain('text/plain');
    expect(valueOf(body, 'roomnight_watchdog_pass_age_seconds')).toBe('120');
    expect(valueOf(body, 'roomnight_feeds{health="late"}')).toBe('2');
    expect(valueOf(body, 'roomnight_feeds{health="healthy"}')).toBe('7');
    expect(valueOf(body, 'roomnight_open_alerts{kind="feed_late"}')).toBe('2');
    expect(valueOf(body, 'roomnight_oldest_unacknowledged_delivery_age_seconds')).toBe('90');
    expect(valueOf(body, 'process_cpu_seconds_total')).toBeDefined();
    expect(body).not.toMatch(/asha@|Casa|[0-9a-f]{8}-[0-9a-f]{4}|cafe/);

    await admin.query(
      `UPDATE checklists.alerts SET status = 'closed', closed_at = $1, closed_reason = 'over'`,
      [now],
    );
    expect((await ask(`Bearer ${token}`)).body).not.toContain('roomnight_open_alerts{');
  });
});
