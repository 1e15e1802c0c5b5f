import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { interleavings, runInterleaved } from './test-interleavings.ts';

const MINUTES = Number(process.env.ROOMNIGHT_LONG_MINUTES ?? 5);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('no interleaving breaks the calendar, for as many minutes as there are', async () => {
  const activitiesAt = (clock: () => Date) => createActivities({ pool: database.pool('conflict'), clock });
  await fc.assert(
    fc.asyncProperty(interleavings, async (steps) => {
      expect(await runInterleaved(steps, activitiesAt, database.admin)).toEqual({});
    }),
    {
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: MINUTES * 60_000,
      markInterruptAsFailure: false,
    },
  );
});
