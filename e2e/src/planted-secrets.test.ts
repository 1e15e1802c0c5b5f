import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addNights, istNight } from '@roomnight/calendar/night';
import { SYNC_ERRORS } from '@roomnight/contracts/sync-error';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyAnswer } from './every-answer.ts';
import {
  databaseKeeps,
  failuresLogged,
  filesKeep,
  type Kept,
  placesOf,
  temporalKeeps,
} from './everything-kept.ts';
import { newManager, type Manager } from './manager.ts';
import { type Behaviour, behaviours, type PlantedFeeds, startPlantedFeeds } from './planted-feeds.ts';
import { startProduct, type Product } from './product.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const today = istNight(new Date());
/** Found nowhere by chance. */
const guest = 'Zubeidaplanted';
const guestPhone = '9198765432177';
const credentials = {
  extranetId: 'extranetplanted77',
  signInName: 'signinplanted77',
  password: 'passwordplanted77',
  note: 'noteplanted77',
};

let feeds: PlantedFeeds;
let product: Product;
let manager: Manager;
let saved: Record<string, string>;
/** The installation's own. */
let own: string[];
const tokens: string[] = [];
const listings = new Map<Behaviour | 'by hand', string>();

/** Every secret there is, as it is and in base64. */
const secrets = (): string[] =>
  [...tokens, ...Object.values(credentials), ...own].flatMap((secret) => [
    secret,
    // Its last characters depend on what follows.
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  ]);

async function done(mutation: string, variables: object): Promise<void> {
  const { done: answer } = await manager.ask<{ done: { __typename: string } }>(mutation, { ...variables });
  if (!answer.__typename.endsWith('Success')) throw new Error(`${mutation}: ${answer.__typename}`);
}

beforeAll(async () => {
  feeds = await startPlantedFeeds(today, guest);
  process.env.FEED_ALLOW_PRIVATE = feeds.host;
  process.env.LOG_LEVEL = 'trace';
  product = await startProduct();
  saved = JSON.parse(readFileSync(join(product.dataDir, 'environment.json'), 'utf8'));
  const { rolePasswords, ...made } = JSON.parse(readFileSync(join(product.dataDir, 'secrets.json'), 'utf8'));
  own = [made.encryptionKey, made.authSecret, made.postgresPassword, ...Object.values<string>(rolePasswords)];
  manager = await newManager(product.url);
  for (const behaviour of behaviours) {
    const unitId = await newUnit(manager, behaviour, 'Whole house');
    const { url, token } = feeds.address(behaviour);
    const { id, exportUrl } = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl: url });
    listings.set(behaviour, id);
    tokens.push(token, exportTokenOf(exportUrl));
    await fetch(exportUrl);
    await fetch(`${exportUrl}?again=${token}`);
    await fetch(exportUrl.replace('.ics', 'x.ics'));
  }
  await Promise.all(behaviours.map(sync));
  await Promise.all((['healthy', 'shrinking', 'not found'] as const).map(sync));
  await workByHand();
  await bookDirectly();
});
afterAll(async () => {
  await product?.stop();
  await feeds?.stop();
});

function exportTokenOf(exportUrl: string): string {
  return new URL(exportUrl).pathname.slice('/ical/'.length, -'.ics'.length);
}

async function sync(behaviour: Behaviour): Promise<void> {
  await syncNow(manager, listings.get(behaviour) ?? '');
}

/** A listing kept by hand, with sign-in details that are entered, seen and changed. */
async function workByHand(): Promise<void> {
  const unitId = await newUnit(manager, 'By hand', 'Whole house');
  const { id, exportUrl } = await newListing(manager, { unitId, platformKey: 'booking_com' });
  listings.set('by hand', id);
  tokens.push(exportTokenOf(exportUrl));
  const set =
    'mutation ($input: SetListingCredentialsInput!) { done: setListingCredentials(input: $input) { __typename } }';
  await done(set, { input: { listingId: id, ...credentials } });
  await done('mutation ($id: ID!) { done: revealListingCredentials(listingId: $id) { __typename } }', { id });
  await done('mutation ($id: ID!) { done: revealExportUrl(listingId: $id) { __typename } }', { id });
  await done(set, { input: { listingId: id, extranetId: credentials.extranetId } });
  await book(unitId, 'by-hand-1');
}

/** A guest of our own, who is entered and cancelled with their name in the reason; and a request that is refused. */
async function bookDirectly(): Promise<void> {
  const unitId = await newUnit(manager, 'Direct', 'Whole house');
  const bookingId = await book(unitId, 'direct-1');
  const refused = { unitId, ...nights, guestName: guest, guestPhone, idempotencyKey: 'direct-2' };
  await manager.ask(CREATE_BOOKING, { input: refused });
  await done('mutation ($input: CancelBookingInput!) { done: cancelBooking(input: $input) { __typename } }', {
    input: { bookingId, reason: `${guest} fell ill` },
  });
}

const nights = { checkIn: addNights(today, 20), checkOut: addNights(today, 23) };
const CREATE_BOOKING = `mutation ($input: CreateBookingInput!) { made: createBooking(input: $input) { __typename
  ... on CreateBookingSuccess { booking { id } } } }`;

async function book(unitId: string, idempotencyKey: string): Promise<string> {
  const guestEmail = `${guest}@example.com`;
  const input = { unitId, ...nights, guestName: guest, guestEmail, guestPhone, idempotencyKey };
  const { made } = await manager.ask<{ made: { booking: { id: string } } }>(CREATE_BOOKING, { input });
  return made.booking.id;
}

describe('a whole run, in which every feed repeats its secret address and its guests as it fails', () => {
  it('came to all that can come of a poll', async () => {
    const asked = '{ listings { id sync { health } } }';
    const { listings: shown } = await manager.ask<{ listings: { id: string; sync: { health: string } }[] }>(
      asked,
    );
    const healths = Object.fromEntries(
      behaviours.map((behaviour) => [
        behaviour,
        shown.find(({ id }) => id === listings.get(behaviour))?.sync.health,
      ]),
    );
    expect(healths).toEqual({
      ...Object.fromEntries(behaviours.map((behaviour) => [behaviour, 'FAILING'])),
      healthy: 'HEALTHY',
      shrinking: 'SUSPECT',
    });
    const classes = await failuresLogged(saved.DATABASE_URL ?? '');
    expect(classes).toEqual(Object.keys(SYNC_ERRORS).toSorted());
  });

  it('left no secret and no guest in any workflow’s history, nor in what ops read beside it', async () => {
    const kept = await temporalKeeps(saved.TEMPORAL_ADDRESS ?? '');
    expect(new Set(kept.map(({ where }) => where)).size).toBeGreaterThan(4);
    expectReadable(kept, listings.get('healthy') ?? '');
    expect(placesOf(kept, [...secrets(), guest, guestPhone])).toEqual([]);
  });

  it('left no secret and no guest in any log', () => {
    const kept = filesKeep(join(product.dataDir, 'log'));
    expect(kept.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['file gateway.log', 'file sync-worker.log', 'file conflict-service.log']),
    );
    expectReadable(kept, '"ready"');
    expect(placesOf(kept, [...secrets(), guest, guestPhone])).toEqual([]);
  });

  it('left no secret in any mail', () => {
    expect(placesOf(filesKeep(join(product.dataDir, 'mail')), secrets())).toEqual([]);
  });

  it('left no secret in the clear in any column, and guests in those only that are for them', async () => {
    const kept = await databaseKeeps(saved.DATABASE_URL ?? '');
    expectReadable(kept, 'Whole house');
    expect(placesOf(kept, secrets())).toEqual([]);
    expect(placesOf(kept, [guest, guestPhone])).toEqual([
      'availability.bookings.cancel_reason',
      'availability.guests.email',
      'availability.guests.name',
      'availability.guests.phone',
      'gateway.booking_requests.guest_email',
      'gateway.booking_requests.guest_name',
      'gateway.booking_requests.guest_phone',
      'gateway.cancellation_requests.reason',
      'sync.change_sets.changes',
      'sync.feed_snapshots.snapshot',
    ]);
  });

  it('answers no query with a secret', async () => {
    const ids = [...listings.values()];
    const answers = await everyAnswer(manager, {
      listingId: ids,
      id: ids,
      from: [today],
      to: [addNights(today, 30)],
    });
    expect([...answers.keys()]).toEqual(
      expect.arrayContaining(['checklists items', 'listings credentials', 'platforms key']),
    );
    const kept = [...answers].map(([where, text]) => ({ where, text }));
    expectReadable(kept, 'Whole house');
    expectReadable(kept, 'signInHint');
    expect(placesOf(kept, secrets())).toEqual([]);
  });

  it('shows no secret and no guest on the command line, which finds what runs by itself', async () => {
    const runs = 'query ($id: ID!) { syncRuns(listingId: $id) { edges { node { id isKept } } } }';
    const { syncRuns } = await manager.ask<{
      syncRuns: { edges: { node: { id: string; isKept: boolean } }[] };
    }>(runs, { id: listings.get('truncated') });
    const kept = syncRuns.edges.find(({ node }) => node.isKept)?.node.id ?? '';
    const told = [command('replay', kept), command('keys', 'status'), command('keys', 'rotate')];
    expect(told[0]).toContain('Today the same would be decided');
    expect(told[1]).toContain(`feed addresses: ${behaviours.length} under the current key`);
    expect(told[2]).toContain('sign-in details: 0 sealed again');
    const all = told.map((text, at) => ({ where: `command ${at}`, text }));
    expect(placesOf(all, [...secrets(), guest, guestPhone])).toEqual([]);
  });

  it('names no feed, no token and no guest to who asks whether it is well', async () => {
    for (const path of ['/readyz', '/healthz', '/metrics', '/ical/nothing.ics', '/graphql']) {
      const response = await fetch(`${product.url}${path}`);
      const kept = [{ where: path, text: await response.text() }];
      expect(placesOf(kept, [...secrets(), guest, guestPhone])).toEqual([]);
    }
  });
});

/** What `npm run roomnight` prints, told nothing but where the data is. */
function command(...args: string[]): string {
  const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
  const env = { PATH: process.env.PATH, ROOMNIGHT_DATA: product.dataDir };
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', main, ...args], {
    env,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** What is searched holds what was done: an empty search would find no secret either. */
function expectReadable(kept: readonly Kept[], word: string): void {
  expect(placesOf(kept, [word])).not.toEqual([]);
}
