import { placeName } from '@roomnight/contracts/place-name';
import { formatNightInFull } from '@roomnight/calendar/format';
import { lastNight } from '@roomnight/calendar/stay';
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

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** A reminder in plain words. Nights are named first and last, both included; never the check-out day. */
export function reminderMail(reminder: Reminder): Mail {
  const { property, unit, platform, changes, link, number } = reminder;
  const place = placeName(property, unit);
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  const again = number === 1 ? '' : ` (reminder ${number})`;
  const intro = `${platform} does not know yet what changed for ${place}. Please make ${changes.length === 1 ? 'this change' : 'these changes'} there:`;
  const lines = changes.map(sentence);
  const outro = 'Then tick each one off here, so that nobody does it twice:';
  return {
    subject: oneLine(`${count} to make on ${platform}: ${place}${again}`),
    text: [intro, '', ...lines.map((line) => `- ${line}`), '', outro, link, ''].join('\n'),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">',
      `<p>${escapeHtml(intro)}</p>`,
      `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      `<p>${escapeHtml(outro)}<br><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
      '</body></html>',
    ].join('\n'),
  };
}

function sentence({ action, stay }: Change): string {
  const verb = action === 'close' ? 'Close' : 'Open';
  const first = formatNightInFull(stay.checkIn);
  const last = formatNightInFull(lastNight(stay));
  if (first === last) return `${verb} the night of ${first}.`;
  return `${verb} the nights from ${first} to ${last}, both included.`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
