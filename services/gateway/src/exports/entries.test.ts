import { expect, it } from 'vitest';
import { exportEntries, type HeldNights } from './entries.ts';

const changedAt = new Date('2026-11-20T10:00:00Z');
const from = '2026-11-22';
const held = (nights: Partial<HeldNights>): HeldNights => ({
  bookingId: 'a',
  kind: 'stay',
  listingId: null,
  changedAt,
  checkIn: '2026-12-01',
  checkOut: '2026-12-05',
  ...nights,
});

it('closes the nights that others sold, each booking by its own entry', () => {
  const entries = exportEntries(
    'vrbo',
    [
      held({ listingId: 'airbnb' }),
      held({ bookingId: 'b', kind: 'block', checkIn: '2026-12-05', checkOut: '2026-12-06' }),
    ],
    [],
    from,
  );
  expect(entries).toEqual([
    { uid: 'a@roomnight', kind: 'stay', checkIn: '2026-12-01', checkOut: '2026-12-05', changedAt },
    { uid: 'b@roomnight', kind: 'block', checkIn: '2026-12-05', checkOut: '2026-12-06', changedAt },
  ]);
});

it('never sends a platform its own nights, not even those another booking won', () => {
  const own = held({ bookingId: 'own', listingId: 'vrbo', checkIn: '2026-12-10', checkOut: '2026-12-12' });
  const winner = held({ listingId: 'airbnb' });
  const lost = { checkIn: '2026-12-02', checkOut: '2026-12-03' };
  expect(exportEntries('vrbo', [own, winner], [lost, own], from)).toMatchObject([
    { uid: 'a@roomnight', checkIn: '2026-12-01', checkOut: '2026-12-02' },
    { uid: 'a-2@roomnight', checkIn: '2026-12-03', checkOut: '2026-12-05' },
  ]);
});

it('merges the same nights of a villa’s rooms, and joins pieces that touch', () => {
  const pieces = [held({}), held({}), held({ checkIn: '2026-12-05', checkOut: '2026-12-07' })];
  expect(exportEntries('x', pieces, [], from)).toMatchObject([
    { checkIn: '2026-12-01', checkOut: '2026-12-07' },
  ]);
});

it('leaves out what was over before the horizon', () => {
  const over = held({ checkIn: '2026-11-18', checkOut: '2026-11-22' });
  const leaving = held({ bookingId: 'b', checkIn: '2026-11-18', checkOut: '2026-11-23' });
  expect(exportEntries('x', [over, leaving], [], from)).toMatchObject([{ uid: 'b@roomnight' }]);
});
