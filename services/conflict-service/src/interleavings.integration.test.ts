import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { interleavings, runInterleaved } from './test-interleavings.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test(
  'any interleaving of claims, imports, cancellations and words leaves a sound calendar',
  { timeout: 60_000 },
  async () => {
    const activities = createActivities({ pool: database.pool('conflict'), clock: () => NOW });
    await fc.assert(
      fc.asyncProperty(interleavings, async (steps) => {
        expect(await runInterleaved(steps, activities, database.admin)).toEqual({});
      }),
      { numRuns: 25 },
    );
  },
);
