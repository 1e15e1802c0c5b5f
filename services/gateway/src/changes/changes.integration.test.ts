import { randomUUID } from 'node:crypto';
import { currentCursor, type EventType, logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createLogger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Changes, followChanges, type Message } from './changes.ts';
import { encodeCursor } from './cursor.ts';

let database: TestDatabase;
let pool: Pool;
const following: Changes[] = [];
const logger = createLogger('test', 'silent');
beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool('gateway');
});
afterEach(() => Promise.all(following.splice(0).map((changes) => changes.stop())));
afterAll(() => database.drop());

async function follow(replayLimit?: number): Promise<Changes> {
  const changes = await followChanges({ pool, logger, interval: 10, ...(replayLimit && { replayLimit }) });
  following.push(changes);
  return changes;
}

const event = (organizationId: string, unitId: string, type: EventType = 'CalendarChanged') => ({
  organizationId,
  type,
  occurredAt: new Date(),
  unitId,
});

/** Writes one event in a transaction of its own. Returns the id it can be told by. */
async function happen(organizationId: string): Promise<string> {
  const unitId = randomUUID();
  await withOrganization(pool, organizationId, (tx) => logEvents(tx, [event(organizationId, unitId)]));
  return unitId;
}

async function take(messages: AsyncIterator<Message>, count: number): Promise<(string | undefined)[]> {
  const taken: (string | undefined)[] = [];
  while (taken.length < count) {
    const { value, done } = await messages.next();
    if (done) throw new Error('the subscription ended');
    taken.push(value.kind === 'event' ? value.event.unitId : value.kind);
  }
  return taken;
}

it('tells an organization what happens in it, in order, and nothing of another', async () => {
  const changes = await follow();
  const [mine, other] = [randomUUID(), randomUUID()];
  const messages = changes.subscribe(mine, undefined, vi.fn());
  const first = messages.next();
  const ids = [await happen(mine)];
  await happen(other);
  ids.push(await happen(mine));
  const { value } = await first;
  expect([value?.kind === 'event' && value.event.unitId, ...(await take(messages, 1))]).toEqual(ids);
});

it('replays what a returning subscriber missed, and goes on live without a gap', async () => {
  const organizationId = randomUUID();
  const after = encodeCursor(await currentCursor(pool));
  const missed = [await happen(organizationId), await happen(organizationId)];
  const messages = (await follow()).subscribe(organizationId, after, vi.fn());
  expect(await take(messages, 2)).toEqual(missed);
  const live = await happen(organizationId);
  expect(await take(messages, 1)).toEqual([live]);
});

it('goes on from the cursor of the last message seen', async () => {
  const organizationId = randomUUID();
  const changes = await follow();
  const messages = changes.subscribe(organizationId, undefined, vi.fn());
  const first = messages.next();
  await happen(organizationId);
  const { value } = await first;
  await messages.return?.();
  const missed = await happen(organizationId);
  const resumed = changes.subscribe(organizationId, value?.cursor, vi.fn());
  expect(await take(resumed, 1)).toEqual([missed]);
});

it('lets a reader go at once, also while nothing happens', async () => {
  const messages = (await follow()).subscribe(randomUUID(), undefined, vi.fn());
  const waiting = messages.next();
  await messages.return?.();
  expect((await waiting).done).toBe(true);
});

it('loses nothing to a transaction that began early and commits late', async () => {
  const organizationId = randomUUID();
  const changes = await follow();
  const messages = changes.subscribe(organizationId, encodeCursor(await currentCursor(pool)), vi.fn());
  const firstTwo = take(messages, 2);
  const late = randomUUID();
  let early = '';
  await withOrganization(pool, organizationId, async (tx) => {
    await logEvents(tx, [event(organizationId, late)]);
    early = await happen(organizationId);
    // Written and committed meanwhile, and looked for several times.
    await vi.waitFor(async () => {
      const { rows } = await database.admin.query('SELECT FROM log.events WHERE unit_id = $1', [early]);
      expect(rows).toHaveLength(1);
    }, 15_000);
  });
  const last = await happen(organizationId);
  expect([...(await firstTwo), ...(await take(messages, 1))]).toEqual([late, early, last]);
});

it('says so when the cursor is of another life of the log, or is none, or lies too far back', async () => {
  const organizationId = randomUUID();
  const cursor = await currentCursor(pool);
  await happen(organizationId);
  const changes = await follow(1);
  const tooFarBehind = async (after: string) => take(changes.subscribe(organizationId, after, vi.fn()), 1);
  expect(await tooFarBehind(encodeCursor({ ...cursor, epoch: randomUUID() }))).toEqual(['tooFarBehind']);
  expect(await tooFarBehind('nonsense')).toEqual(['tooFarBehind']);
  for (let more = 0; more < 2; more++) await bulk(organizationId);
  expect(
    await take((await follow(1)).subscribe(organizationId, encodeCursor(cursor), vi.fn()), 1001),
  ).toContain('tooFarBehind');
});

async function bulk(organizationId: string): Promise<void> {
  await withOrganization(pool, organizationId, (tx) =>
    logEvents(
      tx,
      Array.from({ length: 1_000 }, () => event(organizationId, randomUUID())),
    ),
  );
}

it('tells live subscribers to read anew when the log begins another life', async () => {
  const organizationId = randomUUID();
  const messages = (await follow()).subscribe(organizationId, undefined, vi.fn());
  const next = take(messages, 1);
  await database.admin.query('UPDATE log.epoch SET epoch = gen_random_uuid()');
  expect(await next).toEqual(['tooFarBehind']);
  const after = await happen(organizationId);
  expect(await take(messages, 1)).toEqual([after]);
});

it('sends a reader away that lets thousands of events wait', async () => {
  const organizationId = randomUUID();
  const onSlow = vi.fn();
  const messages = (await follow()).subscribe(organizationId, undefined, onSlow);
  const first = messages.next();
  await happen(organizationId);
  await first;
  for (let more = 0; more < 4; more++) await bulk(organizationId);
  await vi.waitFor(() => expect(onSlow).toHaveBeenCalledTimes(1), { timeout: 15_000 });
  expect((await messages.next()).done).toBe(true);
});
