import { formatInstantIst } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import type { Change, PutBooking } from '@roomnight/contracts/change-set';
import type { Decided, KeptPoll } from '@roomnight/sync-worker/feed/kept-poll';

/** What was decided at a poll, and what would be decided now, in words; without guest data unless it is asked for. */
export function replayText(
  kept: KeptPoll,
  now: Decided,
  showGuests: boolean,
): { text: string; same: boolean } {
  const { platform, raw, basis, decided } = kept;
  const lines = (what: Decided) => linesOf(what, kept, showGuests);
  const [then, today] = [lines(decided), lines(now)];
  const gone = then.filter((line) => !today.includes(line));
  const fresh = today.filter((line) => !then.includes(line));
  const same = gone.length === 0 && fresh.length === 0;
  const answer = raw === null ? 'nothing new since the poll before' : `${raw.body.length} bytes`;
  const text = [
    `Listing    ${kept.listingId}, ${platform.name}`,
    `Polled     ${istNight(basis.now)} at ${formatInstantIst(basis.now)}`,
    `Answer     ${answer}`,
    `Believed   ${count(basis.snapshot.entries.length, 'booking')} before it`,
    '',
    'Then',
    ...then.map(indented),
    ...(same
      ? ['', '✓ Today the same would be decided.']
      : ['', 'Today', ...today.map(indented), '', '! That differs.', ...gone.map(minus), ...fresh.map(plus)]),
  ];
  return { text: text.join('\n'), same };
}

const indented = (line: string): string => `  ${line}`;
const minus = (line: string): string => `  - then:  ${line}`;
const plus = (line: string): string => `  + today: ${line}`;

const outcomes: Record<Decided['outcome'], string> = {
  changed: 'The calendar is changed.',
  unchanged: 'Nothing is changed.',
  failed: 'It cannot be read; nothing is changed.',
  suspect: 'It is not believed; nothing is changed.',
};

/** A decision as lines that are equal when the decisions are: ids of new bookings, which are drawn, are left out. */
function linesOf({ outcome, error, read, changes }: Decided, kept: KeptPoll, showGuests: boolean): string[] {
  const because = error ? [`Because: ${error.message} (${error.class})`] : [];
  const held = read
    ? [
        `It holds ${count(read.stays, 'stay')}, ${count(read.blocks, 'block')}, ${count(read.ignored, 'other event')}.`,
      ]
    : [];
  const warnings = (read?.warnings ?? []).map((warning) => `Warning: ${warning}`);
  return [
    outcomes[outcome],
    ...because,
    ...held,
    ...warnings,
    ...changes.map((change) => changeText(change, kept, showGuests)).toSorted(),
  ];
}

function changeText(change: Change, { basis }: KeptPoll, showGuests: boolean): string {
  const known = basis.snapshot.entries.find(
    ({ bookingId, standIns }) => bookingId === change.bookingId || standIns.includes(change.bookingId),
  );
  const id = change.bookingId.slice(0, 8);
  if (change.op === 'cancel') {
    const nights = known ? ` (${known.fact.checkIn} to ${known.fact.checkOut})` : '';
    return `Cancel booking ${id}${nights}: ${change.reason}`;
  }
  const what = `${change.tentative ? 'tentative ' : ''}${change.kind} ${nightsText(change)}`;
  const whose = showGuests ? guestText(change) : '';
  return known ? `Change booking ${id} to a ${what}${whose}` : `New: a ${what}${whose}. ${change.reason}`;
}

function nightsText({ checkIn, checkOut }: PutBooking): string {
  return `${checkIn} to ${checkOut} (${count(stayLength({ checkIn, checkOut }), 'night')})`;
}

function guestText({ guest }: PutBooking): string {
  const { name, phoneLast4, reservationCode } = guest;
  const known = [name, phoneLast4 && `phone …${phoneLast4}`, reservationCode].filter(Boolean);
  return known.length > 0 ? `, ${known.join(', ')}` : '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
