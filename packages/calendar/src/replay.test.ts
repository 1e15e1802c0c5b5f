import { expect, it } from 'vitest';
import { replay, rowsUntil, type AuditRow } from './replay.ts';

const nights = { checkIn: '2027-03-10', checkOut: '2027-03-12' };
const stay = { unitId: 'room', listingId: null, kind: 'stay', tentative: false, ...nights } as const;
const lock = { unitId: 'room', ...nights };

const row = (id: number, minute: number, said: Partial<AuditRow>): AuditRow => ({
  id,
  occurredAt: new Date(Date.UTC(2027, 2, 1, 6, minute)),
  subjectKind: 'booking',
  subjectId: 'one',
  unitId: 'room',
  before: null,
  after: null,
  ...said,
});

const created = row(1, 0, { after: { ...stay, status: 'active', locks: [lock] } });
const cancelled = row(2, 5, {
  before: { ...stay, status: 'active', locks: [lock] },
  after: { ...stay, status: 'cancelled', locks: [] },
});
const handedOver = row(3, 5, { subjectId: 'two', before: { locks: [] }, after: { locks: [lock] } });

it('gives nights to whom they went, in the order of the rows', () => {
  expect(replay([created]).locks).toEqual([{ ...lock, bookingId: 'one' }]);
  const after = replay([created, cancelled, handedOver]);
  expect(after.locks).toEqual([{ ...lock, bookingId: 'two' }]);
  expect(after.bookings.get('one')?.status).toBe('cancelled');
});

it('passes over rows of other things, and over actions it does not know', () => {
  const other = row(4, 6, { subjectKind: 'listing', after: { status: 'active', ...stay } });
  const unknown = row(5, 7, { after: { sign: 'something' } });
  const { bookings, locks, mirrors } = replay([created, other, unknown]);
  expect([...bookings.keys()]).toEqual(['one']);
  expect(locks).toEqual([{ ...lock, bookingId: 'one' }]);
  expect(mirrors).toEqual([]);
});

it('tells nothing without what it followed, where clocks differ', () => {
  const early = row(3, 4, { subjectId: 'two', after: { locks: [lock] } });
  const at = new Date(Date.UTC(2027, 2, 1, 6, 4));
  expect(rowsUntil([created, cancelled, early], at)).toEqual([created]);
});
