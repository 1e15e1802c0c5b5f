import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight } from '@roomnight/calendar/stay';
import { literal } from '../inline-markdown.ts';
import type { ManualChange, ManualPlatform } from '../platform.ts';
import type { ManualDefinition } from './definition.ts';
import { fill, stepsOf } from './template.ts';

/** The checklist of a platform of which nothing is known but what its definition says. */
export function manualChecklist(name: string, definition: ManualDefinition): ManualPlatform {
  const untilOf = ({ stay }: ManualChange) => (definition.untilInclusive ? lastNight(stay) : stay.checkOut);

  function steps(change: ManualChange): string[] {
    const { action, stay, room } = change;
    const own = action === 'close' ? definition.stepsToClose : definition.stepsToOpen;
    if (own === undefined) return usualSteps(name, definition, change);
    const values = {
      room: literal(room.name),
      rooms: String(room.roomsOfType),
      propertyCode: literal(room.propertyCode ?? '(not known)'),
      roomCode: literal(room.roomCode ?? '(not known)'),
      from: formatNightInFull(stay.checkIn),
      until: formatNightInFull(untilOf(change)),
      lastNight: formatNightInFull(lastNight(stay)),
    };
    return stepsOf(own).map((step) => fill(step, values) ?? step);
  }

  return {
    split: (change) => [change],
    steps,
    deepLink: (change) => {
      const { propertyCode, roomCode } = change.room;
      const values = { propertyCode, roomCode, from: change.stay.checkIn, until: untilOf(change) };
      return definition.link === undefined ? undefined : fill(definition.link, encoded(values));
    },
    proof: definition.proof ?? 'The calendar there shows the change on the first and on the last night.',
    setUp: definition.setUp ?? [],
  };
}

function usualSteps(
  name: string,
  { untilInclusive, closing }: ManualDefinition,
  change: ManualChange,
): string[] {
  const { stay, room } = change;
  const from = formatNightInFull(stay.checkIn);
  const last = formatNightInFull(lastNight(stay));
  const dates = untilInclusive
    ? `Choose the dates from ${from} to ${last}. Both are nights and both are included.`
    : `Choose the dates from ${from} to ${formatNightInFull(stay.checkOut)}. The second date is the day of check-out and stays as it is: the last night is ${last}.`;
  return [
    `Open the calendar of ${literal(name)}, and in it the room “${literal(room.name)}”.`,
    dates,
    `${deed(closing, change)} and save.`,
  ];
}

function deed(closing: ManualDefinition['closing'], { action, room: { roomsOfType } }: ManualChange): string {
  const close = action === 'close';
  const many = roomsOfType > 1;
  const which = many ? `one of its ${roomsOfType} rooms, and no other,` : 'the room';
  switch (closing) {
    case 'status':
      return `Set ${which} to ${close ? 'closed' : 'open'}`;
    case 'count':
      if (many)
        return `${close ? 'Lower' : 'Raise'} the number of rooms to sell by 1 on each of these nights`;
      return close ? 'Set the number of rooms to sell to 0' : 'Set the number of rooms to sell back to 1';
    case 'block':
      return close
        ? `Lay a block over ${which} for these nights`
        : `Take the block off ${which} for these nights: remove it, or shorten it`;
  }
}

function encoded(values: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value === undefined ? value : encodeURIComponent(value),
    ]),
  );
}
