import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenIn } from './life.ts';
import { openStage, type Stage } from './stage.ts';
import { weeks } from './steps.ts';

const MINUTES = Number(process.env.ROOMNIGHT_LONG_MINUTES ?? 5);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('holds every invariant through weeks of whatever platforms do, for as many minutes as there are', async () => {
  await fc.assert(
    fc.asyncProperty(weeks, async (steps) => {
      expect(await brokenIn(stage, steps)).toBeUndefined();
    }),
    {
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: MINUTES * 60_000,
      markInterruptAsFailure: false,
    },
  );
});
