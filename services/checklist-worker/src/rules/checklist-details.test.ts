import { expect, it } from 'vitest';
import { checklistDetails } from './checklist-details.ts';

const where = 'Booking.com, Casa Rosa, Garden Room';
const state = {
  done: false,
  openItems: 2,
  remindAt: '2027-01-20T06:30:00.000Z',
  remindersSent: 1,
  propertyId: 'p',
  platform: 'booking_com',
  where,
};

it('says in a sentence what is left and what happens next', () => {
  expect(checklistDetails(state)).toBe(
    `${where}: 2 changes to make, 1 reminder sent, the next one Wed 20 Jan, 12:00 IST.`,
  );
  expect(checklistDetails({ ...state, openItems: 1, remindersSent: 0 })).toContain(
    '1 change to make, 0 reminders sent',
  );
  expect(checklistDetails({ ...state, done: true })).toBe(`${where}: nothing is left to do.`);
});
