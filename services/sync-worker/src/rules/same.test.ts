import { expect, it } from 'vitest';
import type { FeedFact } from '@roomnight/platforms/feed';
import { setAsideSame } from './same.ts';
import type { SnapshotEntry } from './snapshot.ts';

const stay = (uid: string, checkIn: string, checkOut: string, rest: Partial<FeedFact> = {}): FeedFact => {
  const reason = 'Airbnb reports it as reserved.';
  return { uid, kind: 'stay', tentative: false, checkIn, checkOut, guest: {}, reason, ...rest };
};
const known = (fact: FeedFact, rest: Partial<SnapshotEntry> = {}): SnapshotEntry => {
  return { bookingId: `booking of ${fact.uid}`, fact, givingUp: [], standIns: [], ...rest };
};

const asha = stay('asha', '2026-12-01', '2026-12-04');
const meera = stay('meera', '2026-12-10', '2026-12-12');

it('sets aside what is as it was, and keeps the rest of both sides', () => {
  const gone = known(stay('gone', '2026-12-05', '2026-12-07'));
  const fresh = stay('fresh', '2026-12-06', '2026-12-08');
  const { same, entries, facts } = setAsideSame(
    [known(asha), gone, known(meera)],
    [{ ...asha, guest: {} }, fresh, { ...meera }],
  );
  expect(same.map(({ fact }) => fact.uid)).toEqual(['asha', 'meera']);
  expect(entries).toEqual([gone]);
  expect(facts).toEqual([fresh]);
});

it.each<[string, Partial<FeedFact>]>([
  ['the nights', { checkOut: '2026-12-05' }],
  ['the UID', { uid: 'another' }],
  ['the guest', { guest: { name: 'Asha' } }],
  ['what it is', { kind: 'block' }],
  ['whether that can be told', { cannotTell: true }],
  ['whether it is confirmed', { tentative: true }],
  ['the reason', { reason: 'Another.' }],
])('leaves a booking to be compared when %s changed', (_what, change) => {
  const { same, entries, facts } = setAsideSame([known(asha)], [{ ...asha, ...change }]);
  expect(same).toEqual([]);
  expect([entries.length, facts.length]).toEqual([1, 1]);
});

it.each<Partial<SnapshotEntry>>([
  { missingSince: '2026-11-23T06:34:00.000Z' },
  { givingUp: [{ checkIn: '2026-12-04', checkOut: '2026-12-05' }] },
  { standIns: ['another booking'] },
])('leaves a booking to be compared while something of it waits: %j', (waiting) => {
  expect(setAsideSame([known(asha, waiting)], [asha]).same).toEqual([]);
});

it('never takes one fact for two bookings', () => {
  const twice = setAsideSame([known(asha), known(asha, { bookingId: 'other' })], [asha]);
  expect([twice.same.length, twice.entries.length, twice.facts.length]).toEqual([1, 1, 0]);
});
