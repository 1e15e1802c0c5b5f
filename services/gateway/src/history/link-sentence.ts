import { formatNights, formatStay } from '@roomnight/calendar/format';
import type { Night } from '@roomnight/calendar/night';
import type { NightLink } from '@roomnight/calendar/night-story';
import type { AuditRow, BookingThen } from '@roomnight/calendar/replay';
import { holdsNight, sameStay } from '@roomnight/calendar/stay';
import { bookingWords, kindWords, type PlatformName } from './booking-words.ts';

/** Who did it, as a sentence begins: a person, or whose feed. */
export interface Subject {
  readonly kind: 'person' | 'api_key' | 'feed' | 'service';
  readonly name: string;
}

type Link = NightLink<AuditRow & { readonly action: string }>;

/** What one change did to a night, in a plain sentence. It names bookings by platform and dates, never by guests. */
export function linkSentence(link: Link, by: Subject, night: Night, platformName: PlatformName): string {
  const said =
    link.row.subjectKind === 'conflict'
      ? conflictSentence(link, platformName)
      : bookingSentence(link, by, night, platformName);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

function bookingSentence(link: Link, by: Subject, night: Night, platformName: PlatformName): string {
  const { row, was, is, others } = link;
  if (is === undefined) return 'a booking changed.';
  const words = bookingWords(is, platformName);
  const other = others[0] && bookingWords(others[0], platformName);
  if (row.after?.mirrorOf !== undefined) {
    return `${words} was recognised as ${other ?? 'another booking'} shown once more, so it takes no night of that one.`;
  }
  if (row.before?.mirrorOf !== undefined) {
    return `${words} is no longer taken for ${other ?? 'another booking'}.`;
  }
  if (row.after?.status === undefined) {
    return link.took
      ? `the night went to ${words}, which still wanted it.`
      : `the night was left by ${words}.`;
  }
  return `${deedWords({ was, is }, by, platformName)}${outcomeWords(link, night, platformName)}.`;
}

/** `Airbnb’s feed showed a stay of 10–14 Mar`. */
function deedWords(
  { was, is }: { was: BookingThen | undefined; is: BookingThen },
  by: Subject,
  platformName: PlatformName,
): string {
  const words = bookingWords(is, platformName);
  const feed = by.kind === 'feed';
  if (is.status === 'cancelled') return `${by.name} ${feed ? 'dropped' : 'cancelled'} ${words}`;
  if (was === undefined) {
    if (feed) return `${by.name} showed a ${is.kind} of ${formatStay(is)}`;
    if (is.kind === 'block') return `${by.name} closed ${formatNights(is)}`;
    return `${by.name} entered a ${kindWords(is, platformName)} of ${formatStay(is)}`;
  }
  if (was.status === 'cancelled')
    return `${by.name} ${feed ? 'showed' : 'brought back'} ${words}${feed ? ' again' : ''}`;
  if (!sameStay(was, is)) return `${by.name} moved ${bookingWords(was, platformName)} to ${formatStay(is)}`;
  if (was.kind !== is.kind) return `${by.name} made a ${is.kind} of ${bookingWords(was, platformName)}`;
  return `${by.name} changed ${words}`;
}

/** `, which took the night`. */
function outcomeWords(link: Link, night: Night, platformName: PlatformName): string {
  if (link.took) return ', which took the night';
  if (link.gave) return ', which gave the night up';
  const { is, heldBy } = link;
  if (is?.status !== 'active' || !holdsNight(is, night)) return '';
  const holders = heldBy.filter(({ id }) => id !== is.id).map((holder) => bookingWords(holder, platformName));
  return holders.length > 0 ? `; ${holders.join(' and ')} held the night already` : '';
}

function conflictSentence({ row, others }: Link, platformName: PlatformName): string {
  const two = others.map((booking) => bookingWords(booking, platformName)).join(' and ');
  const nights =
    row.after?.checkIn !== undefined && row.after.checkOut !== undefined
      ? formatNights({ checkIn: row.after.checkIn, checkOut: row.after.checkOut })
      : 'the night';
  if (row.after?.status === 'resolved') return `the conflict between ${two} was over.`;
  if (row.action === 'conflict.changed')
    return `the conflict between ${two} is about the ${nights} now, and its severity is ${row.after?.severity ?? 'unknown'}.`;
  return `a conflict was found: ${two} both want the ${nights}.`;
}
