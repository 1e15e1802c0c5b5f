import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { interleavings, runInterleaved } from './test-interleavings.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test(
  'any interleaving of claims, holds, imports, cancellations and words leaves a sound calendar',
  { timeout: 60_000 },
  async () => {
    const activitiesAt = (clock: () => Date) => createActivities({ pool: database.pool('conflict'), clock });
    await fc.assert(
      fc.asyncProperty(interleavings, async (steps) => {
        expect(await runInterleaved(steps, activitiesAt, database.admin)).toEqual({});
      }),
      { numRuns: 25 },
    );
  },
);
