import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight } from '@roomnight/calendar/stay';
import { literal } from '../inline-markdown.ts';
import type { ManualChange, ManualPlatform } from '../platform.ts';

/** One property code serves MakeMyTrip and Goibibo: doing it once is enough for both. */
export const gommtChecklist: ManualPlatform = {
  split: (change) => [change],
  steps: ({ action, stay, room }) => [
    'In MakeMyTrip Connect open Rates & Inventory › Bulk Update.',
    `Set the dates from ${formatNightInFull(stay.checkIn)} to ${formatNightInFull(lastNight(stay))}. Both are nights and both are included; keep every weekday ticked.`,
    `Choose the room “${literal(room.name)}”.`,
    deed(action, room),
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

function deed(action: ManualChange['action'], { roomsOfType }: ManualChange['room']): string {
  const close = action === 'close';
  if (roomsOfType === 1) return `Set the inventory to ${close ? 0 : 1}.`;
  return `Set the inventory **${close ? 'lower' : 'higher'} by 1** than the calendar shows for these nights; where nights differ, do them apart. You sell ${roomsOfType} of these rooms: the others stay on sale.`;
}
