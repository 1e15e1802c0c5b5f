import type { ClientBase } from 'pg';
import { formatInstantIst } from '@roomnight/calendar/format';
import { nextPoll } from '../rules/next-poll.ts';
import { describeVerification } from '../rules/verification.ts';
import type { Answer } from './ask-feed.ts';
import { eventsKey, writeEvents } from './feed-events.ts';
import { type Feed, memoryOf } from './feed.ts';
import { summaryOf } from './judge-poll.ts';
import type { ImportListing } from './listing.ts';
import { keepQuarantine } from './quarantine.ts';
import type { PollOutcome } from './record-poll.ts';
import { verifyListing } from './verify.ts';

export interface ToVerify {
  listing: ImportListing;
  feed: Feed;
  said: Extract<Answer, { is: 'reading' }>;
  now: Date;
}

/** A listing kept by hand: its feed changes no calendar, it only shows what was done on the platform. */
export async function judgeVerification(
  tx: ClientBase,
  { listing, feed, said, now }: ToVerify,
): Promise<PollOutcome> {
  const { reading, httpStatus, bytes } = said;
  const { verification, changed } = await verifyListing(tx, listing, reading, now);
  const events = reading.events.map((event) => ({ ...event, isImported: false }));
  // What it would free as an imported feed was asked of a person, who need not answer any more.
  const quarantine = await keepQuarantine(tx, {
    listing,
    quarantineId: feed.quarantineId,
    decisions: [],
    evaluation: { changes: [], pending: [], suspicion: undefined },
    now,
  });
  const key = eventsKey(events, 'verified');
  if (key !== feed.eventsKey) await writeEvents(tx, listing, events);
  const next = nextPoll({
    listingId: listing.listingId,
    polls: feed.polls,
    now,
    intervalMinutes: listing.settings.intervalMinutes,
    failures: 0,
    ...(verification.ticked.length > 0 && { urgent: 'nights that were ticked off are still open' }),
  });
  return {
    outcome: 'unchanged',
    health: 'healthy',
    message: `${describeVerification(verification)} at ${formatInstantIst(now)}; ${next.sentence}`,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    changes: [],
    fetched: { httpStatus, bytes },
    read: summaryOf(reading, []),
    memory: {
      ...memoryOf(feed),
      waitUntil: null,
      shrunkAt: null,
      shrunkTogether: false,
      quarantineId: quarantine.quarantineId,
      eventsKey: key,
      bookingWindowDays: reading.bookingWindowDays ?? null,
    },
    isNews: changed || key !== feed.eventsKey,
    quarantineChanged: quarantine.changed,
  };
}
