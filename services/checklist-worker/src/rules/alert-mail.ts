import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import type { AlertWords, ConcernedListing } from './alert-words.ts';
import { composeMail, type Mail } from './mail.ts';

/** More would be a list that nobody reads on a phone. */
const LONGEST_LIST = 20;

/** That an incident began: what, since when, what it means for nights, what to do, which listings. */
export function alertOpenedMail({
  words,
  listings,
  link,
}: {
  words: AlertWords;
  listings: readonly ConcernedListing[];
  link: string;
}): Mail {
  return composeMail({
    subject: words.title,
    paragraphs: [
      `${words.title}. ${words.sentence}`,
      words.meaning,
      words.advice,
      ...(listings.length > 1 ? [listOf(listings)] : []),
    ],
    link: { words: 'All open alerts:', url: link },
  });
}

/** That an incident is over. It follows the mail that told of its beginning, and has its subject. */
export function alertClosedMail({
  title,
  openedAt,
  reason,
  link,
  follows,
}: {
  title: string;
  openedAt: Date;
  reason: string;
  link: string;
  follows: string;
}): Mail {
  return composeMail({
    subject: `Over: ${title}`,
    paragraphs: [
      `This is over: ${title}.`,
      `${reason} You were told of it ${formatInstantWithDayIst(openedAt)}. There is nothing to do.`,
    ],
    link: { words: 'All alerts:', url: link },
    follows,
  });
}

function listOf(listings: readonly ConcernedListing[]): string[] {
  const lines = listings
    .slice(0, LONGEST_LIST)
    .map(({ platform, place, detail }) => `${place} on ${platform}${detail ? `: ${detail}` : ''}`);
  const more = listings.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
