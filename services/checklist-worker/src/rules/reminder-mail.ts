import { placeName } from '@roomnight/contracts/place-name';
import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight } from '@roomnight/calendar/stay';
import { composeMail, type Mail } from './mail.ts';
import type { Change } from './work.ts';

/** What a reminder speaks of. */
export interface Reminder {
  property: string;
  unit: string;
  platform: string;
  /** Open changes, earliest first. */
  changes: readonly Change[];
  /** Where to tick them off. */
  link: string;
  /** 1 for the first. */
  number: number;
}

/** A reminder in plain words. Nights are named first and last, both included; never the check-out day. */
export function reminderMail({ property, unit, platform, changes, link, number }: Reminder): Mail {
  const place = placeName(property, unit);
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  const again = number === 1 ? '' : ` (reminder ${number})`;
  return composeMail({
    subject: `${count} to make on ${platform}: ${place}${again}`,
    paragraphs: [
      `${platform} does not know yet what changed for ${place}. Please make ${changes.length === 1 ? 'this change' : 'these changes'} there:`,
      changes.map(sentence),
    ],
    link: { words: 'Then tick each one off here, so that nobody does it twice:', url: link },
  });
}

function sentence({ action, stay }: Change): string {
  const verb = action === 'close' ? 'Close' : 'Open';
  const first = formatNightInFull(stay.checkIn);
  const last = formatNightInFull(lastNight(stay));
  if (first === last) return `${verb} the night of ${first}.`;
  return `${verb} the nights from ${first} to ${last}, both included.`;
}
