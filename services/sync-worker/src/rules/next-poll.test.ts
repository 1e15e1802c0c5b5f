import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPoll, type NextPollInput, pollInTurn } from './next-poll.ts';

const now = new Date('2026-11-23T06:34:00Z');
const quiet: NextPollInput = { listingId: 'listing', polls: 1, now, intervalMinutes: 45, failures: 0 };
const waitOf = (input: Partial<NextPollInput>) =>
  (nextPoll({ ...quiet, ...input }).at.getTime() - now.getTime()) / 60_000;

describe('next poll', () => {
  it('lies 30 to 60 minutes ahead, the same when asked again, spread over the range', () => {
    const waits = Array.from({ length: 2_000 }, (_, at) => waitOf({ listingId: `listing-${at}` }));
    for (const wait of waits) expect(wait >= 30 && wait <= 60).toBe(true);
    for (let from = 30; from < 60; from += 5) {
      const share = waits.filter((wait) => wait >= from && wait < from + 5).length / waits.length;
      expect(share).toBeGreaterThan(0.12);
      expect(share).toBeLessThan(0.22);
    }
    expect(waitOf({})).toBe(waitOf({}));
    expect(waitOf({ polls: 2 })).not.toBe(waitOf({ polls: 1 }));
  });

  it('says when and why', () => {
    expect(nextPoll(quiet).sentence).toMatch(/^next about 1[23]:\d\d IST \(30–60 min, quiet\)$/);
    expect(nextPoll({ ...quiet, failures: 3 }).sentence).toContain('after 3 failures in a row');
    expect(nextPoll({ ...quiet, failures: 1, retryAfterSeconds: 7_200 })).toEqual({
      at: new Date('2026-11-23T08:34:00Z'),
      reason: 'the server asked to wait',
      sentence: 'next about 14:04 IST (the server asked to wait)',
    });
  });

  it('comes sooner after a failure, then backs off to no more than the interval', () => {
    const waits = [1, 2, 3, 4, 5, 50, 5_000].map((failures) => waitOf({ failures }));
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    expect(waits[0]).toBeLessThan(7);
    expect(waits.at(-1)).toBeLessThanOrEqual(60);
  });

  it('comes sooner to confirm something, never later', () => {
    const soon = new Date(now.getTime() + 10 * 60_000);
    expect(nextPoll({ ...quiet, recheckAt: soon }).at).toEqual(soon);
    expect(waitOf({ recheckAt: new Date(now.getTime() + 90 * 60_000) })).toBe(waitOf({}));
  });

  it('comes near the lower bound when it matters, and says why', () => {
    const urgent = 'a guest arrives within 48 hours';
    for (let polls = 0; polls < 200; polls++) {
      const wait = waitOf({ urgent, polls });
      expect(wait >= 30 && wait <= 37.5).toBe(true);
    }
    expect(nextPoll({ ...quiet, urgent }).reason).toBe('sooner: a guest arrives within 48 hours');
  });

  it('comes near the upper bound after quiet days', () => {
    const changedAt = new Date(now.getTime() - 5 * 24 * 60 * 60_000);
    for (let polls = 0; polls < 200; polls++) {
      const wait = waitOf({ changedAt, polls });
      expect(wait >= 52.5 && wait <= 60).toBe(true);
    }
    expect(nextPoll({ ...quiet, changedAt }).reason).toBe('later: nothing changed for 5 days');
  });

  it('leaves the bounds only where the host pushes back: each time twice as long, to six hours', () => {
    const waits = [1, 2, 3, 4, 50].map((failures) => waitOf({ failures, pushedBack: true }));
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    expect(waits[0]).toBeLessThanOrEqual(60);
    expect(waits[2]).toBeGreaterThan(60);
    expect(waits.at(-1)).toBeLessThanOrEqual(8 * 60);
    const listings = ['a', 'b', 'c'].map((listingId) => waitOf({ listingId, failures: 3, pushedBack: true }));
    expect(new Set(listings).size).toBe(3);
    expect(waitOf({ failures: 1, pushedBack: true, retryAfterSeconds: 10 * 24 * 3600 })).toBe(24 * 60);
  });

  it('comes within two minutes where the host had no turn for it', () => {
    const waits = Array.from({ length: 200 }, (_, at) => {
      const { at: next } = pollInTurn({ listingId: `listing-${at}`, polls: 1, now });
      return (next.getTime() - now.getTime()) / 60_000;
    });
    for (const wait of waits) expect(wait >= 1 && wait <= 2).toBe(true);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });

  it('is always ahead', () => {
    const anyInput = fc.record({
      listingId: fc.string(),
      polls: fc.nat(),
      intervalMinutes: fc.integer({ min: 5, max: 1_440 }),
      failures: fc.nat(),
      retryAfterSeconds: fc.option(fc.nat(86_400), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(waitOf(input)).toBeGreaterThan(1);
      }),
    );
  });
});
