import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenIn } from './life.ts';
import { openStage, type Stage } from './stage.ts';
import { weeks } from './steps.ts';

/** To live a printed failure again: its seed and path. */
const { ROOMNIGHT_SEED: seed, ROOMNIGHT_PATH: path } = process.env;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('holds every invariant through weeks of whatever platforms do, and agrees with them afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(weeks, async (steps) => {
      expect(await brokenIn(stage, steps)).toBeUndefined();
    }),
    {
      numRuns: Number(process.env.ROOMNIGHT_TEST_RUNS ?? 8),
      // Of making a failure smaller: nobody waits longer for it.
      interruptAfterTimeLimit: 150_000,
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    },
  );
}, 300_000);
