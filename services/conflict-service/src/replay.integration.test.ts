import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { replay, rowsUntil, type AuditRow } from '@roomnight/calendar/replay';
import { holdsNight, stayOf } from '@roomnight/calendar/stay';
import { readCalendarAudit } from '@roomnight/database/read-audit';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { interleavings, runInterleaved } from './test-interleavings.ts';
import { replayedRows, type Rows, storedRows } from './test-replay.ts';
import { UNITS, type TestWorld } from './test-world.ts';

const START = new Date('2027-03-01T06:00:00Z');
const FIRST = '2027-03-10';
const NIGHTS = Array.from({ length: 12 }, (_, n) => addNights(FIRST, n));

let database: TestDatabase;
let reader: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  reader = database.pool('gateway');
});
afterAll(() => database.drop());

/** Only what concerns one night of some leaves. */
function ofNight(rows: Rows, leaves: readonly string[], night: string): unknown {
  return rows.locks
    .map((row) => JSON.parse(row) as { unit_id: string; check_in: string; check_out: string })
    .filter(
      ({ unit_id, check_in, check_out }) =>
        leaves.includes(unit_id) && holdsNight({ checkIn: check_in, checkOut: check_out }, night),
    );
}

async function story(
  { organizationId, unit }: TestWorld,
  units: readonly (typeof UNITS)[number][],
  nights: { checkIn: string; checkOut: string },
  until: Date,
): Promise<AuditRow[]> {
  const rows = await withOrganization(reader, organizationId, (tx) =>
    readCalendarAudit(
      tx,
      units.map((name) => unit[name]),
      nights,
      until,
    ),
  );
  return rows as AuditRow[];
}

const EVERYTHING = { checkIn: '2027-01-01', checkOut: '2028-01-01' };

/** The moment of every look at the tables, and what was there. */
async function watched(steps: Parameters<typeof runInterleaved>[0], atOnce: number) {
  let minutes = 0;
  let clock = () => START;
  const now = () => new Date(clock().getTime() + minutes * 60_000);
  let world: TestWorld | undefined;
  const looks: { at: Date; rows: Rows }[] = [];
  const activitiesAt = (its: () => Date) => {
    clock = its;
    return createActivities({ pool: database.pool('conflict'), clock: now });
  };
  const broken = await runInterleaved(steps, activitiesAt, database.admin, {
    atOnce,
    between: async (its) => {
      world = its;
      looks.push({ at: now(), rows: await storedRows(database.admin, its.organizationId) });
      minutes += 1;
    },
  });
  if (world === undefined) throw new Error('nothing was run');
  return { world, looks, broken };
}

test.each([
  ['one after the other', 1],
  // They all have the same time then: only the order of the rows tells which came first.
  ['six at a time', 6],
])(
  'whatever happened, %s, the audit replays to the rows of each moment',
  { timeout: 120_000 },
  async (_, atOnce) => {
    await fc.assert(
      fc.asyncProperty(interleavings, async (steps) => {
        const { world, looks, broken } = await watched(steps, atOnce);
        expect(broken).toEqual({});
        const rows = await story(world, UNITS, EVERYTHING, looks.at(-1)?.at ?? START);
        for (const { at, rows: then } of looks)
          expect(replayedRows(replay(rowsUntil(rows, at)))).toEqual(then);
      }),
      { numRuns: 8 },
    );
  },
);

test('of one night only its own story is read, and it is the same', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(interleavings, fc.constantFrom(...NIGHTS), async (steps, night) => {
      const { world, looks } = await watched(steps, 3);
      for (const [units, leaves] of [
        [['cottage'], ['cottage']],
        [['roomA', 'villa'], ['roomA']],
        [
          ['villa', 'roomA', 'roomB'],
          ['roomA', 'roomB'],
        ],
      ] as const) {
        const ids = leaves.map((name) => world.unit[name]);
        for (const { at, rows: then } of looks) {
          const rows = await story(world, units, stayOf(night), at);
          expect(ofNight(replayedRows(replay(rowsUntil(rows, at))), ids, night)).toEqual(
            ofNight(then, ids, night),
          );
        }
      }
    }),
    { numRuns: 5 },
  );
});
