import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

let gateway: TestGateway;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dashboard-'));
  gateway = await openTestGateway({ standIns: true, settings: { WEB_ROOT: root } });
});
afterAll(async () => {
  await gateway.stop();
  await rm(root, { recursive: true });
});

const get = (url: string) => gateway.server.inject({ url });

it('says what is missing while the dashboard is not built, and serves it as soon as it is', async () => {
  const missing = await get('/');
  expect([missing.statusCode, missing.body]).toEqual([503, expect.stringContaining('npm run build -w web')]);
  const notReady = await get('/readyz');
  expect(notReady.statusCode).toBe(503);
  expect(notReady.json()).toMatchObject({ ready: false, parts: { dashboard: { ready: false } } });

  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<title>Roomnight</title>');
  await writeFile(join(root, 'assets/app-0a1b2c3d.js'), '0');
  for (const url of ['/', '/calendar', '/listings/some-id']) {
    const page = await get(url);
    expect([page.statusCode, page.body]).toEqual([200, '<title>Roomnight</title>']);
    expect(page.headers['cache-control']).toBe('no-cache');
  }
  const asset = await get('/assets/app-0a1b2c3d.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  for (const url of ['/assets/gone.js', '/metrics', '/metrics?all', '/ical?x'])
    expect((await get(url)).statusCode).toBe(404);
  expect((await get('/../../../../etc/passwd')).body).not.toContain('root:');
});

async function lookedAt(passedAt: Date): Promise<void> {
  await gateway.database.admin.query(
    `INSERT INTO checklists.watchdog_passes (passed_at, feeds, troubles) VALUES ($1, '{}', 0)
     ON CONFLICT (only_row) DO UPDATE SET passed_at = excluded.passed_at`,
    [passedAt],
  );
}

it('is ready once all of it works, and names each part', async () => {
  await lookedAt(new Date());
  await writeFile(join(root, 'index.html'), '<title>Roomnight</title>');
  await vi.waitFor(async () => expect((await get('/readyz')).statusCode).toBe(200), { timeout: 10_000 });
  const { parts } = (await get('/readyz')).json();
  expect(Object.keys(parts).toSorted()).toEqual([
    'availability',
    'checklists',
    'dashboard',
    'postgres',
    'sync',
    'temporal',
    'watchdog',
  ]);
});

it('is not ready once the watchdog has missed three passes', async () => {
  await lookedAt(new Date(Date.now() - 14 * 60_000));
  expect((await get('/readyz')).json().parts.watchdog).toMatchObject({ ready: true });
  await lookedAt(new Date(Date.now() - 16 * 60_000));
  const answer = await get('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.json().parts.watchdog).toEqual({
    ready: false,
    detail: expect.stringMatching(/^last looked at the feeds \w{3} \d+ \w{3}, \d\d:\d\d IST$/),
  });
  await lookedAt(new Date());
});

it('is not ready on a database that lacks a migration', async () => {
  await gateway.database.admin.query(`DELETE FROM public.migrations WHERE name = 'm0007-checklists'`);
  const answer = await get('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.json().parts.postgres).toEqual({
    ready: false,
    detail: '1 migrations have not run: run npm run migrate',
  });
});
