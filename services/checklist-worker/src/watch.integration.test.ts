import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createActivities } from './activities.ts';
import type { Dependencies } from './dependencies.ts';
import { beat } from './heartbeat.ts';
import { deliverDue } from './notify/deliver.ts';
import { createWorld, dependenciesIn, keepingMailer, type World } from './test-world.ts';
import { watch } from './watch.ts';

const start = new Date('2027-01-20T10:00:00+05:30');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const nothing = () => {};

let client: Client;
let world: World;
let deps: Dependencies;
let mailer: ReturnType<typeof keepingMailer>;
let minutes: number;

beforeAll(async () => {
  client = await connectTemporal({
    TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
    TEMPORAL_NAMESPACE: 'default',
  });
});
afterAll(() => client.connection.close());
// What polls is seen over all organizations of a database, so each test has one of its own.
beforeEach(async () => {
  world = await createWorld();
  mailer = keepingMailer();
  minutes = 0;
  deps = dependenciesIn(world, { workflows: client.workflow, mailer, clock: () => after(minutes) });
  return () => world.database.drop();
});

/** A pass of the watchdog and a round of mail at that minute. */
async function passAt(at: number): Promise<void> {
  minutes = at;
  await watch(deps, nothing);
  await deliverDue(deps, nothing);
}

async function listing(name: string, host = 'www.airbnb.com', platform = 'airbnb'): Promise<string> {
  const id = await world.listing(await world.unit(name), platform, 'ical');
  await world.feed(id, { host, lastGoodAt: start, lastPolledAt: start });
  return id;
}

const failing = {
  health: 'failing',
  errorClass: 'http_status',
  errorMessage: 'The server answered 503.',
} as const;
/** Those of one round go out in no order that matters. */
const subjects = (from = 0) =>
  mailer.letters
    .slice(from)
    .map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`)
    .toSorted();

async function alerts() {
  const { rows } = await world.database.admin.query<{
    kind: string;
    status: string;
    title: string;
    closed_reason: string | null;
    listings: number;
  }>(
    `SELECT kind, status, title, closed_reason, (SELECT count(*) FROM checklists.alert_listings WHERE alert_id = a.id) AS listings
     FROM checklists.alerts a ORDER BY opened_at, title`,
  );
  return rows;
}

describe('the watchdog', () => {
  it('tells each owner and manager once that nothing polls, and once that it is over', async () => {
    const ids = await Promise.all(['Blue', 'Green', 'Red'].map((name) => listing(name)));
    await passAt(74);
    expect(await alerts()).toEqual([]);
    // The last sync-worker died just after 10:00; the polls were due by 11:00.
    for (const minute of [80, 85, 90, 95]) await passAt(minute);
    expect(await alerts()).toMatchObject([
      { kind: 'not_polling', status: 'open', title: 'Roomnight itself is not polling', listings: 3 },
    ]);
    expect(subjects()).toEqual([
      'manoj: Roomnight itself is not polling',
      'olga: Roomnight itself is not polling',
    ]);
    expect(mailer.letters[0]?.text).toContain('No night was freed.');
    expect(mailer.letters[0]?.text).toContain('Wed 20 Jan, 11:00 IST');

    for (const id of ids.slice(0, 2)) {
      await world.feed(id, { lastGoodAt: after(100), lastPolledAt: after(100) });
    }
    // Two are read again; the third is still in the queue, and that is no new incident.
    await passAt(101);
    expect(await alerts()).toMatchObject([{ status: 'open' }]);
    await world.feed(ids[2] ?? '', { lastGoodAt: after(102), lastPolledAt: after(102) });
    for (const minute of [105, 110]) await passAt(minute);
    expect(await alerts()).toMatchObject([
      { status: 'closed', closed_reason: 'For all 3 listings the feed is polled again.' },
    ]);
    expect(subjects(2)).toEqual([
      'manoj: Over: Roomnight itself is not polling',
      'olga: Over: Roomnight itself is not polling',
    ]);
  });

  it('makes one alert of one host that fails, and another of what fails elsewhere', async () => {
    for (const name of ['Blue', 'Green']) {
      await world.feed(await listing(name), { ...failing, healthSince: after(50), lastPolledAt: after(80) });
    }
    const other = await listing('Red', 'www.vrbo.com', 'vrbo');
    await world.feed(other, {
      ...failing,
      host: 'www.vrbo.com',
      healthSince: after(50),
      lastPolledAt: after(80),
    });
    for (const minute of [80, 85]) await passAt(minute);
    expect(await alerts()).toMatchObject([
      { kind: 'feed_failing', title: '2 airbnb feeds cannot be read', listings: 2 },
      { kind: 'feed_failing', title: 'vrbo feed of Casa Rosa, Red cannot be read', listings: 1 },
    ]);
    const one = mailer.letters.find(({ subject }) => subject.startsWith('vrbo'));
    expect(one?.text).toContain('The server answered 503. It was last read Wed 20 Jan, 10:00 IST.');
  });

  it('lets a feed join the open incident of its host, without another mail', async () => {
    const [first, second] = [await listing('Blue'), await listing('Green')];
    await world.feed(first, { ...failing, healthSince: after(50), lastPolledAt: after(80) });
    await world.feed(second, { lastGoodAt: after(30), lastPolledAt: after(80) });
    await passAt(80);
    await world.feed(second, { ...failing, healthSince: after(90), lastPolledAt: after(110) });
    await passAt(110);
    expect(await alerts()).toMatchObject([{ title: '2 airbnb feeds cannot be read', listings: 2 }]);
    expect(mailer.letters).toHaveLength(2);
  });

  it('asks for one decision when two units of one account shrink together', async () => {
    for (const name of ['Blue', 'Green']) {
      const suspect = { ...failing, health: 'suspect', errorMessage: 'It is empty.' } as const;
      await world.feed(await listing(name), { ...suspect, healthSince: after(20), lastPolledAt: after(31) });
    }
    await passAt(35);
    expect(await alerts()).toMatchObject([
      { kind: 'feed_suspect', title: '2 airbnb feeds ask for a decision', listings: 2 },
    ]);
  });

  it('closes the alert of a listing that is paused, and opens another when it fails on after that', async () => {
    const id = await listing('Blue');
    await world.feed(id, { ...failing, healthSince: after(50), lastPolledAt: after(80) });
    await passAt(80);
    const set = (status: string) =>
      world.database.admin.query('UPDATE gateway.listings SET status = $2, updated_at = $3 WHERE id = $1', [
        id,
        status,
        after(minutes),
      ]);
    await set('paused');
    await passAt(85);
    expect(await alerts()).toMatchObject([{ status: 'closed', closed_reason: 'The listing was paused.' }]);
    await set('active');
    await passAt(90);
    expect(await alerts()).toHaveLength(1);
    await passAt(165);
    expect(await alerts()).toMatchObject([{ status: 'closed' }, { status: 'open' }]);
  });

  it('raises one alert although two look at once', async () => {
    await listing('Blue');
    minutes = 80;
    await Promise.all(Array.from({ length: 4 }, () => watch(deps, nothing)));
    await Promise.all(Array.from({ length: 4 }, () => deliverDue(deps, nothing)));
    expect(await alerts()).toHaveLength(1);
    expect(mailer.letters).toHaveLength(2);
  });

  it('tells people as they want to be told', async () => {
    const { admin } = world.database;
    const { rows: people } = await admin.query<{ id: string; name: string }>(
      'SELECT id, name FROM auth.users',
    );
    const prefer = (name: string, inApp: boolean, byEmail: boolean) =>
      admin.query(`INSERT INTO gateway.notification_preferences VALUES ($1, $2, 'not_polling', $3, $4, $5)`, [
        world.organizationId,
        people.find((person) => person.name === name)?.id,
        inApp,
        byEmail,
        start,
      ]);
    await prefer('Olga', true, false);
    await prefer('Manoj', false, false);
    await prefer('Staffan', false, true);
    await listing('Blue');
    await passAt(80);
    const { rows: shown } = await admin.query(
      'SELECT u.name FROM checklists.notifications n JOIN auth.users u ON u.id = n.user_id',
    );
    expect(shown).toEqual([{ name: 'Olga' }]);
    expect(subjects()).toEqual(['staffan: Roomnight itself is not polling']);
  });

  it('writes down each whole pass, and only those', async () => {
    await listing('Blue');
    await passAt(5);
    const last = async () =>
      (await world.database.admin.query('SELECT passed_at, feeds, troubles FROM checklists.watchdog_passes'))
        .rows;
    expect(await last()).toEqual([{ passed_at: after(5), feeds: { healthy: 1 }, troubles: 0 }]);
    await world.database.admin.query('ALTER TABLE checklists.alert_listings RENAME TO elsewhere');
    minutes = 80;
    expect(await watch(deps, nothing)).toMatchObject({ failed: 1 });
    expect(await last()).toMatchObject([{ passed_at: after(5) }]);
    await world.database.admin.query('ALTER TABLE checklists.elsewhere RENAME TO alert_listings');
  });

  it('announces what people have to read anew, and nothing else', async () => {
    await listing('Blue');
    for (const minute of [80, 85]) await passAt(minute);
    const { rows } = await world.database.admin.query<{ type: string }>(
      'SELECT type FROM log.events ORDER BY seq',
    );
    expect(rows.map(({ type }) => type)).toEqual(['AlertOpened', 'NotificationsChanged']);
  });
});

describe('mail', () => {
  it('is sent again after a lease, under the same name, when nobody knows whether it went out', async () => {
    await listing('Blue');
    minutes = 80;
    await watch(deps, nothing);
    const dying = {
      ...mailer,
      async send(letter: Parameters<typeof mailer.send>[0]) {
        await mailer.send(letter);
        throw new Error('killed between the mail server and the commit');
      },
    };
    await deliverDue({ ...deps, mailer: dying }, nothing);
    await passAt(90);
    expect(mailer.letters).toHaveLength(2);
    for (const minute of [95, 96, 200]) await passAt(minute);
    const sentTo = mailer.letters.map(({ to, dedupeKey }) => `${to.split('@')[0]} ${dedupeKey}`);
    expect(sentTo.slice(2).toSorted()).toEqual(sentTo.slice(0, 2).toSorted());
    expect(new Set(sentTo).size).toBe(2);
  });

  it('that the server refuses waits longer each time, and is sent once', async () => {
    await listing('Blue');
    let busy = true;
    deps.mailer = keepingMailer(() => (busy ? 'refused' : 'sent'));
    for (const minute of [80, 81, 82, 83]) await passAt(minute);
    const { rows } = await world.database.admin.query<{ attempts: number }>(
      'SELECT attempts FROM checklists.notification_deliveries',
    );
    expect(rows).toEqual([{ attempts: 3 }, { attempts: 3 }]);
    busy = false;
    for (const minute of [90, 91]) await passAt(minute);
    expect((deps.mailer as typeof mailer).letters).toHaveLength(2);
  });

  it('that no server will ever take is given up, and one to a dismissed person is not sent', async () => {
    await listing('Blue');
    minutes = 80;
    await watch(deps, nothing);
    await world.database.admin.query(
      `DELETE FROM auth.members WHERE user_id = (SELECT id FROM auth.users WHERE name = 'Olga')`,
    );
    deps.mailer = keepingMailer(() => 'rejected');
    expect(await deliverDue(deps, nothing)).toMatchObject({ rejected: 2, sent: 0 });
    expect(await deliverDue(deps, nothing)).toMatchObject({ rejected: 0 });
  });

  it('of one that fails does not hold back the others', async () => {
    await listing('Blue');
    minutes = 80;
    await watch(deps, nothing);
    await world.database.admin.query(
      `UPDATE checklists.notification_deliveries SET organization_id = $1 WHERE recipient LIKE 'manoj%'`,
      [randomUUID()],
    );
    expect(await deliverDue(deps, nothing)).toMatchObject({ sent: 1, rejected: 1 });
  });

  it('is no longer kept once it is sent', async () => {
    await listing('Blue');
    await passAt(80);
    const { rows } = await world.database.admin.query('SELECT mail FROM checklists.notification_deliveries');
    expect(rows).toEqual([{ mail: null }, { mail: null }]);
  });
});

describe('the heartbeat', () => {
  it('comes after each pass while all is well, and not while nothing polls or no mail goes out', async () => {
    let beats = 0;
    const server = createServer((_request, response) => {
      beats += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on no port');
    deps.heartbeatUrl = `http://127.0.0.1:${address.port}/ping/secret`;
    const id = await listing('Blue');
    const pass = async (at: number) => {
      minutes = at;
      const activity = createActivities(deps).watch;
      await expect(new MockActivityEnvironment().run(activity)).rejects.toMatchObject({ type: 'NoChange' });
      return beats;
    };
    expect(await pass(5)).toBe(1);
    expect(await pass(80)).toBe(1);
    await world.feed(id, { lastGoodAt: after(90), lastPolledAt: after(90) });
    expect(await pass(91)).toBe(2);
    // The alert's mail was never sent.
    expect(await pass(120)).toBe(2);
    server.close();
  });

  it('that cannot be sent is logged without its address', async () => {
    const lines: string[] = [];
    const logger = { warn: (...told: unknown[]) => lines.push(JSON.stringify(told)) };
    await beat('http://127.0.0.1:9/ping/planted-secret', logger);
    await beat('http://planted-secret.invalid/', logger);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).toContain('the heartbeat could not be sent');
    expect(lines.join('')).not.toContain('planted-secret');
  });
});

describe('an export that its platform stopped fetching', () => {
  const fetched = (listingId: string, at: Date) =>
    world.database.admin.query(
      `INSERT INTO gateway.export_destinations (listing_id, organization_id, known_by_name, fetched_at, calendar_version,
         visits, interval_minutes, interval_observed)
       SELECT id, organization_id, true, $2, 1, ARRAY[$2::timestamptz], 120, true FROM gateway.listings WHERE id = $1
       ON CONFLICT (listing_id) DO UPDATE SET fetched_at = excluded.fetched_at`,
      [listingId, at],
    );
  const addressed = (listingId: string, expiresAt: Date | null) =>
    world.database.admin.query(
      `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at, expires_at)
       SELECT organization_id, id, decode(md5(id::text), 'hex'), 'sealed', 'hint', $2, $3 FROM gateway.listings WHERE id = $1`,
      [listingId, start, expiresAt],
    );
  const alerts = async () => {
    const { rows } = await world.database.admin.query<{ kind: string; status: string }>(
      `SELECT kind, status FROM checklists.alerts WHERE kind = 'export_not_fetched'`,
    );
    return rows;
  };

  it('is told after three times its interval, and over with the next fetch', async () => {
    const [stopped, never, revoked] = [await listing('One'), await listing('Two'), await listing('Three')];
    await addressed(stopped, null);
    await addressed(never, null);
    await addressed(revoked, after(5));
    await fetched(stopped, start);
    await fetched(revoked, start);
    await passAt(359);
    expect(await alerts()).toEqual([]);
    await passAt(361);
    expect(await alerts()).toEqual([{ kind: 'export_not_fetched', status: 'open' }]);
    expect(subjects().filter((subject) => subject.includes('stopped fetching'))).not.toEqual([]);
    await fetched(stopped, after(365));
    await passAt(366);
    expect(await alerts()).toEqual([{ kind: 'export_not_fetched', status: 'closed' }]);
  });
});
