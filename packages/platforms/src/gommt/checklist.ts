import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight } from '@roomnight/calendar/stay';
import type { ManualPlatform } from '../platform.ts';

/** One property code serves MakeMyTrip and Goibibo: doing it once is enough for both. */
export const gommtChecklist: ManualPlatform = {
  split: (change) => [change],
  steps: ({ action, stay, room }) => [
    'In MakeMyTrip Connect open Rates & Inventory › Bulk Update.',
    `Set the dates from ${formatNightInFull(stay.checkIn)} to ${formatNightInFull(lastNight(stay))}. Both are nights and both are included; keep every weekday ticked.`,
    `Choose the room “${room.name}”.`,
    action === 'close'
      ? 'Set the inventory to 0.'
      : 'Set the inventory back to the number of these rooms you sell.',
    'Press Save. This covers MakeMyTrip and Goibibo.',
  ],
  // The extranet has no address that opens a room at given dates.
  deepLink: () => undefined,
  proof: 'The calendar shows the new inventory on the first and the last night.',
  setUp: [
    'A room sold as a single unit can sync by itself: Inventory › Calendar Sync › Sync Another Calendar. Try that first.',
    'If the property is in goSTAYS or ValueStays, look at its inventory target before closing many nights.',
  ],
};
