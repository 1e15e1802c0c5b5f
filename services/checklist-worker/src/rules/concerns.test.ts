import { expect, it } from 'vitest';
import { concerns } from './concerns.ts';

it('names each unit and listing of an organization once, and leaves out what changes no calendar', () => {
  expect(
    concerns([
      { organizationId: 'a', type: 'CalendarChanged', unitId: 'u1' },
      { organizationId: 'b', type: 'ListingChanged', unitId: undefined, listingId: 'l1' },
      { organizationId: 'a', type: 'BookingCreated', unitId: 'u1', listingId: 'l2' },
      { organizationId: 'a', type: 'ChecklistChanged', unitId: 'u9', listingId: 'l9' },
      { organizationId: 'c', type: 'SyncCompleted', listingId: 'l3' },
    ]),
  ).toEqual([
    { organizationId: 'a', unitIds: ['u1'], listingIds: ['l2'] },
    { organizationId: 'b', unitIds: [], listingIds: ['l1'] },
  ]);
});
