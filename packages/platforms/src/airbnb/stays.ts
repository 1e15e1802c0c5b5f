import type { FeedEvent, FeedGuest, Verdict } from '../feed.ts';

const ownUid = /@airbnb\.com(?:#|$)/i;
const stayUid = /^1418fb94e984-/;
const reservationLink = /\/reservations\/(?:details\/)?(HM[A-Z0-9]{6,10})/;
const codeInSummary = /.\((HM[A-Z0-9]{6,10})\)$/;
const lastDigits = /Phone Number \(Last 4 Digits\):\s*(\d{4})/;
/** Of 2018: the whole number, of which the last four digits are enough to know the guest by. */
const wholePhone = /^PHONE:[^\n]*?(\d{4})[ \t]*$/m;
const notAvailable = /not available/i;

export function wroteIt({ uid, summary }: FeedEvent): boolean {
  return ownUid.test(uid) || /^airbnb \(not available\)/i.test(summary) || codeInSummary.test(summary.trim());
}

/** By its words, of all years; by its UID or its link where the words are of another language. */
export function isStay({ uid, summary, description }: FeedEvent): boolean {
  if (notAvailable.test(summary)) return false;
  const text = summary.trim();
  return (
    /^reserved\b/i.test(text) ||
    codeInSummary.test(text) ||
    stayUid.test(uid) ||
    reservationLink.test(description)
  );
}

export function stayVerdict(event: FeedEvent): Verdict {
  const guest = guestOf(event);
  return event.status === 'tentative'
    ? { as: 'tentative', guest, reason: 'Airbnb holds these nights for a request.' }
    : { as: 'stay', guest, reason: 'Airbnb reports it as reserved.' };
}

function guestOf({ summary, description }: FeedEvent): FeedGuest {
  const text = summary.trim();
  const code = codeInSummary.exec(text);
  const name = code && /^\S+/.exec(text.slice(0, code.index + 1))?.[0];
  const reservationCode = reservationLink.exec(description)?.[1] ?? code?.[1];
  const phoneLast4 = (lastDigits.exec(description) ?? wholePhone.exec(description))?.[1];
  return {
    ...(name && { name }),
    ...(phoneLast4 && { phoneLast4 }),
    ...(reservationCode && { reservationCode }),
  };
}
