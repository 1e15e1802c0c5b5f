import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight, splitByMonth } from '@roomnight/calendar/stay';
import { literal } from '../inline-markdown.ts';
import type { ManualChange, ManualPlatform } from '../platform.ts';

/** Bulk edit takes both dates as nights, and its view spans a month. */
export const bookingComChecklist: ManualPlatform = {
  split: (change) => splitByMonth(change.stay).map((stay) => ({ ...change, stay })),
  steps: ({ action, stay, room }) => [
    'In the extranet open Rates & Availability › Calendar and press Bulk edit.',
    `Choose the room “${literal(room.name)}”.`,
    `Set the first date to ${formatNightInFull(stay.checkIn)} and the last date to ${formatNightInFull(lastNight(stay))}. Both are nights and both are included.`,
    deed(action, room),
    'Press Save changes.',
  ],
  deepLink,
  proof: 'The banner “Your changes were saved successfully!”',
  setUp: [
    'Disconnect any channel manager of this property: it would overwrite what you enter by hand.',
    'Switch off auto-replenishment: it reopens a closed room when a guest cancels.',
  ],
};

/** A type of several rooms is not closed for one of them: it would close the others too. */
function deed(action: ManualChange['action'], { roomsOfType }: ManualChange['room']): string {
  const close = action === 'close';
  if (roomsOfType === 1) return `Under Room status choose ${close ? 'Close room' : 'Open room'}.`;
  return `Under Rooms to sell enter a number that is **${close ? 'lower' : 'higher'} by 1** than the calendar shows for these nights; where nights differ, do them apart. Leave Room status as it is: it would concern all ${roomsOfType} rooms.`;
}

function deepLink({ stay, room }: ManualChange): string | undefined {
  if (!room.propertyCode) return undefined;
  const url = new URL('https://admin.booking.com/hotel/hoteladmin/extranet_ng/manage/calendar/index.html');
  url.searchParams.set('hotel_id', room.propertyCode);
  url.searchParams.set('lang', 'en');
  url.searchParams.set('view_mode', 'LIST');
  url.searchParams.set('from', stay.checkIn);
  url.searchParams.set('until', lastNight(stay));
  if (room.roomCode) url.searchParams.set('room_id', room.roomCode);
  return url.href;
}
