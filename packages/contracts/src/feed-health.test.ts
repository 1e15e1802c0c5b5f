import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedHealth, goodPollDueAt, isPastBound, LATE_AFTER_MINUTES } from './feed-health.ts';

const start = new Date('2027-01-20T10:00:00Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const read = { status: 'active', stored: 'healthy', lastGoodAt: start, listingChangedAt: start } as const;
const every45 = { ...read, intervalMinutes: 45 };

describe('feedHealth', () => {
  it('is healthy until a good poll is a quarter of an hour overdue, and late from then on', () => {
    expect(goodPollDueAt(every45)).toEqual(after(60));
    expect(feedHealth(every45, after(75))).toBe('healthy');
    expect(feedHealth(every45, after(76))).toBe('late');
  });

  it('is never healthy because somebody once wrote so', () => {
    const moments = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 1440 }), moments, moments, (intervalMinutes, age, changed) => {
        const listingChangedAt = after(changed);
        const health = feedHealth(
          { ...read, listingChangedAt, intervalMinutes },
          after(Math.max(age, changed)),
        );
        const bound = (intervalMinutes * 4) / 3 + LATE_AFTER_MINUTES;
        expect(health === 'healthy').toBe(Math.max(age, changed) <= bound);
      }),
    );
  });

  it('waits for a first poll, though not for ever', () => {
    const never = { ...every45, stored: undefined, lastGoodAt: null };
    expect(feedHealth(never, after(75))).toBe('new');
    expect(feedHealth(never, after(76))).toBe('late');
  });

  it('waits for a first poll anew after a pause, and does not call the one before it healthy', () => {
    const resumed = { ...every45, listingChangedAt: after(20_000) };
    expect(feedHealth({ ...resumed, status: 'paused' }, after(20_000))).toBe('paused');
    expect(feedHealth(resumed, after(20_001))).toBe('new');
    expect(feedHealth(resumed, after(20_076))).toBe('late');
  });

  it('stays healthy when the listing is changed between two polls', () => {
    expect(feedHealth({ ...every45, listingChangedAt: after(10) }, after(11))).toBe('healthy');
  });

  it.each(['failing', 'suspect'] as const)('says %s as long as the last poll said so', (stored) => {
    expect(feedHealth({ ...every45, stored }, after(1))).toBe(stored);
    expect(feedHealth({ ...every45, stored }, after(9_999))).toBe(stored);
  });

  it('moves with the interval', () => {
    const daily = { ...read, intervalMinutes: 1440 };
    expect(isPastBound(daily, after(1920 + 15))).toBe(false);
    expect(isPastBound(daily, after(1920 + 16))).toBe(true);
  });
});
