import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { currentCursor, readEvents, type LoggedEvent } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { createTestWorld, UNITS, type TestWorld } from './test-world.ts';
import { lockUnits } from './transaction/lock-units.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
const FIRST = '2027-03-10';
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => NOW });
});
afterAll(() => database.drop());
beforeEach(async () => {
  world = await createTestWorld(database.admin);
});

async function claim(fields: Parameters<TestWorld['request']>[0]) {
  const requestId = await world.request(fields);
  return activities.claimNights({ organizationId: world.organizationId, requestId });
}

const nights = (from: number, length: number) => ({
  checkIn: addNights(FIRST, from),
  checkOut: addNights(FIRST, from + length),
});

describe('events', () => {
  test('of one unit are read in the order its changes took effect, none skipped, however transactions overlap', async () => {
    const { organizationId } = world;
    const pool = database.pool('gateway');
    let cursor = await currentCursor(pool);
    const seen: LoggedEvent[] = [];
    let isOver = false;
    const reading = (async () => {
      for (let isLast = false; !isLast;) {
        isLast = isOver;
        const page = await readEvents(pool, cursor);
        if (page.kind !== 'events') throw new Error(page.kind);
        cursor = page.events.at(-1)?.cursor ?? cursor;
        seen.push(...page.events.filter((event) => event.organizationId === organizationId));
      }
    })();

    const answers = await Promise.all(
      Array.from({ length: 48 }, (_, n) =>
        claim({ unit: UNITS[n % UNITS.length] ?? 'cottage', ...nights((n * 7) % 40, 2) }),
      ),
    );
    isOver = true;
    await reading;

    const created = new Set(
      seen.filter(({ type }) => type === 'BookingCreated').map(({ bookingId }) => bookingId),
    );
    expect(created).toEqual(
      new Set(answers.flatMap((answer) => (answer.kind === 'accepted' ? [answer.bookingId] : []))),
    );
    const { rows } = await database.admin.query<{ unit_id: string; version: number }>(
      'SELECT unit_id, version FROM availability.unit_calendars WHERE organization_id = $1',
      [organizationId],
    );
    for (const { unit_id: unitId, version } of rows) {
      const ofUnit = seen.filter((event) => event.unitId === unitId);
      expect(ofUnit.filter(({ type }) => type === 'CalendarChanged')).toHaveLength(version);
      // Taken from the sequence while the unit was locked, these numbers tell the true order.
      const numbers = ofUnit.map((event) => event.cursor.seq);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  test('a transaction that waits for a unit takes its number only after the one that has it', async () => {
    const { organizationId, unit } = world;
    const pool = database.pool('conflict');
    const requestId = await world.request({ unit: 'roomA', ...nights(0, 1) });
    const waiting = await withOrganization(pool, organizationId, async (tx) => {
      expect([...(await lockUnits(tx, 'requests', [requestId])).keys()].toSorted()).toEqual(
        [unit.roomA, unit.villa].toSorted(),
      );
      const villa = await claimWhileLocked();
      const { rows } = await tx.query<{ xid: number }>('SELECT pg_current_xact_id()::text::bigint AS xid');
      return { villa, xid: rows[0]?.xid ?? 0 };
    });
    await waiting.villa.answer;
    const { rows } = await database.admin.query<{ xid: number }>(
      'SELECT min(xid::text::bigint) AS xid FROM log.events WHERE organization_id = $1',
      [organizationId],
    );
    expect(rows[0]?.xid).toBeGreaterThan(waiting.xid);
  });

  /** Starts a claim of the villa and returns once it waits for the lock. */
  async function claimWhileLocked() {
    const answer = claim({ unit: 'villa', ...nights(0, 1) });
    for (let isWaiting = false; !isWaiting;) {
      const { rows } = await database.admin.query<{ waits: boolean }>(
        `SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
           WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted) AS waits`,
      );
      isWaiting = rows[0]?.waits === true;
    }
    return { answer };
  }
});
