import { afterAll, describe, expect, it } from 'vitest';
import {
  badEventCostsItself,
  corruptionIsHarmless,
  faultOf,
  orderDoesNotMatter,
  returnsWhatWasWritten,
} from './invariants.test-calendars.ts';
import { createParserPool } from './parser-pool.ts';

const MINUTES = Number(process.env.ROOMNIGHT_LONG_MINUTES ?? 5);
const deadlineMs = 2_000;
const parsers = createParserPool({ threads: 2, deadlineMs });
afterAll(() => parsers.close());

/** A fourth of the time for each. */
const limits = {
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: (MINUTES * 60_000) / 4,
  markInterruptAsFailure: false,
};

describe('a calendar, for as many minutes as there are', () => {
  it('comes out as it went in, whatever way it is written', async () => {
    expect(await faultOf(returnsWhatWasWritten, limits)).toBeUndefined();
  });

  it('loses only the event that cannot be read', async () => {
    expect(await faultOf(badEventCostsItself, limits)).toBeUndefined();
  });

  it('is read the same in whatever order its events stand', async () => {
    expect(await faultOf(orderDoesNotMatter(parsers), limits)).toBeUndefined();
  });

  it('can be corrupted in any way', async () => {
    expect(await faultOf(corruptionIsHarmless(parsers, 12 * deadlineMs), limits)).toBeUndefined();
  });
});
