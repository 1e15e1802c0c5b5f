import { addNights, istNight } from '@roomnight/calendar/night';
import { formatNights } from '@roomnight/calendar/format';
import { definePlatform } from '@roomnight/platforms/define-platform';
import type { ManualChange } from '@roomnight/platforms/platform';
import { InvalidInput } from '../failures.ts';
import { requiredText } from '../input.ts';
import type { Guide } from '../checklists/guide.ts';
import { definedBy } from './defined.ts';

/**
 * What a checklist item would look like on a platform by hand: an example of each kind, three nights next week.
 *
 * @throws {InvalidInput}
 */
export function previewPlatform(
  { name: given, manual, roomsOfType }: { name: string; manual: object; roomsOfType: number },
  now: Date,
): Guide[] {
  const name = requiredText('name', given, 100);
  const { base, definition } = definedBy({ manual });
  const plugin = definePlatform(base, 'preview', name, definition);
  if (!plugin.manual) throw new InvalidInput('manual', 'This is not done by hand.');
  const checkIn = addNights(istNight(now), 7);
  const example = {
    stay: { checkIn, checkOut: addNights(checkIn, 3) },
    room: { name: 'Garden Suite', propertyCode: '123456', roomCode: '12345601', roomsOfType },
  };
  const { manual: checklist } = plugin;
  return (['close', 'open'] as const).map((action) => {
    const change: ManualChange = { action, ...example };
    return {
      title: `${action === 'close' ? 'Close' : 'Open'} ${formatNights(example.stay)} for ${example.room.name} on ${name}`,
      steps: checklist.steps(change),
      link: checklist.deepLink(change) ?? null,
      proof: checklist.proof,
    };
  });
}
