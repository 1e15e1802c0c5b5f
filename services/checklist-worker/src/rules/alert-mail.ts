import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { ANOTHER_TROUBLE, type AlertWords, closingReason, type ConcernedListing } from './alert-words.ts';
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
  endings,
  link,
  follows,
}: {
  title: string;
  openedAt: Date;
  /** Why each listing's trouble is over. */
  endings: readonly string[];
  link: string;
  follows: string;
}): Mail {
  const rest = endings.includes(ANOTHER_TROUBLE)
    ? 'You are told of the other trouble in a mail of its own.'
    : 'There is nothing to do.';
  return composeMail({
    subject: `Over: ${title}`,
    paragraphs: [
      `This is over: ${title}.`,
      `${closingReason(endings)} You were told of it ${formatInstantWithDayIst(openedAt)}. ${rest}`,
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
