import { judgeEach, type Dialect, type FeedEvent, type Verdict } from '../feed.ts';

const reserved = /^reserved on expedia\b/i;
const unavailable = /^unavailable on expedia\b/i;
const guestName = /^Reserved by\s+(\S+)/im;

/** A stay names its guest in the description; closed nights come one event each. */
export const expediaDialect: Dialect = {
  name: 'expedia',
  wrote: ({ uid, summary }) =>
    reserved.test(summary) || unavailable.test(summary) || /@expedia\.com(?:#|$)/i.test(uid),
  judge: ({ events }) => ({ events: judgeEach(events, verdictOf) }),
};

function verdictOf({ summary, description, status }: FeedEvent): Verdict {
  const text = summary.trim();
  if (/^reserved\b/i.test(text)) {
    const name = guestName.exec(description)?.[1];
    const guest = name ? { name } : {};
    return status === 'tentative'
      ? { as: 'tentative', guest, reason: 'Expedia holds these nights for a request.' }
      : { as: 'stay', guest, reason: 'Expedia reports it as reserved.' };
  }
  return {
    as: 'block',
    nightByNight: true,
    reason: unavailable.test(text)
      ? 'Closed on Expedia by the host, or imported there from another calendar.'
      : 'Expedia does not call it a reservation, so its nights count as closed.',
  };
}
