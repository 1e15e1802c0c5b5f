import { expect, it } from 'vitest';
import { nightsThen } from './nights-then.ts';

it('says night by night who held a unit then, and what was in conflict', () => {
  const nights = nightsThen(
    { checkIn: '2027-03-10', checkOut: '2027-03-14' },
    {
      heldNights: [
        { bookingId: 'one', checkIn: '2027-03-08', checkOut: '2027-03-12' },
        { bookingId: 'one', checkIn: '2027-03-11', checkOut: '2027-03-12' },
        { bookingId: 'two', checkIn: '2027-03-11', checkOut: '2027-03-13' },
      ],
      conflicts: [{ checkIn: '2027-03-12', checkOut: '2027-03-20' }],
    },
  );
  expect(nights).toEqual([
    { night: '2027-03-10', bookingIds: ['one'], inConflict: false },
    { night: '2027-03-11', bookingIds: ['one', 'two'], inConflict: false },
    { night: '2027-03-12', bookingIds: ['two'], inConflict: true },
    { night: '2027-03-13', bookingIds: [], inConflict: true },
  ]);
});
