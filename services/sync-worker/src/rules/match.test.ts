import { expect, it } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { stay } from './feed.test-data.ts';
import { matchFacts } from './match.ts';
import type { SnapshotEntry } from './snapshot.ts';

const night = (offset: number): string => addNights('2027-01-01', offset);

/** Long stays, each beside all others, none with a date of its counterpart. */
function longStays(prefix: string, number: number, from: number) {
  return Array.from({ length: number }, (_, at) =>
    stay(`${prefix}${at}`, night(from + 2 * at), night(from + 2 * at + 1_001)),
  );
}

function known(facts: ReturnType<typeof longStays>): SnapshotEntry[] {
  return facts.map((fact) => ({ bookingId: fact.uid, fact, givingUp: [], standIns: [] }));
}

it('finds a few bookings that changed in every respect by the nights in common', () => {
  const { pairs, missing, fresh } = matchFacts(known(longStays('old', 3, 0)), longStays('new', 3, 10), false);
  expect([pairs.length, missing, fresh]).toEqual([3, [], []]);
});

it('is not kept busy by thousands that did', () => {
  const entries = known(longStays('old', 5_000, 0));
  const facts = longStays('new', 5_000, 1);
  const begun = performance.now();
  const { pairs, missing, fresh } = matchFacts(entries, facts, false);
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect([pairs.length, missing.length, fresh.length]).toEqual([0, 5_000, 5_000]);
});
