import { formatInstantIst } from '@roomnight/calendar/format';
import { nextPoll } from '../rules/next-poll.ts';
import type { Failure } from './ask-feed.ts';
import { type Feed, memoryOf } from './feed.ts';
import type { ImportListing } from './listing.ts';
import type { PollOutcome } from './record-poll.ts';

const tooManyRequests = 429;
const unavailable = 503;
/** Nobody asks again within this time when a host says "too many requests" and not how long to wait. */
const breathMs = 5 * 60_000;
const longestWaitMs = 24 * 60 * 60_000;

/** A poll that brought nothing to judge: nothing changes, and it says since when and when it is tried again. */
export function judgeFailure(listing: ImportListing, feed: Feed, said: Failure, now: Date): PollOutcome {
  const { httpStatus, bytes, retryAfterSeconds } = said;
  const next = nextPoll({
    listingId: listing.listingId,
    polls: feed.polls,
    now,
    intervalMinutes: listing.settings.intervalMinutes,
    failures: feed.consecutiveFailures + 1,
    pushedBack:
      httpStatus === tooManyRequests || httpStatus === unavailable || retryAfterSeconds !== undefined,
    retryAfterSeconds,
  });
  const since = feed.health === 'failing' ? feed.healthSince : now;
  return {
    outcome: 'failed',
    health: 'failing',
    message: `failing since ${formatInstantIst(since)}: ${said.message} At ${formatInstantIst(now)}; ${next.sentence}`,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    changes: [],
    fetched: { httpStatus, bytes },
    error: { class: said.class, message: said.message },
    memory: { ...memoryOf(feed), waitUntil: waitUntil(said, now) },
  };
}

/** Until when the host wants to be left alone. */
function waitUntil({ httpStatus, retryAfterSeconds }: Failure, now: Date): Date | null {
  if (retryAfterSeconds !== undefined)
    return new Date(now.getTime() + Math.min(retryAfterSeconds * 1000, longestWaitMs));
  return httpStatus === tooManyRequests ? new Date(now.getTime() + breathMs) : null;
}
