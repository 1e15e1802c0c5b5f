import type { ClientBase, Pool } from 'pg';
import type { FeedHealth, PollInput, PollResult } from '@roomnight/contracts/feed-sync';
import type { SecretBox } from '@roomnight/database/secret-box';
import { withOrganization } from '@roomnight/database/tenant';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import type { HostSlots } from '../fetching/host-slots.ts';
import { pollInTurn } from '../rules/next-poll.ts';
import { type Asking, askFeed, type Said } from './ask-feed.ts';
import { beginPoll } from './begin-poll.ts';
import type { Feed } from './feed.ts';
import { judgeFailure } from './judge-failure.ts';
import { basisOf, judgePoll } from './judge-poll.ts';
import { judgeVerification } from './judge-verification.ts';
import { keepPoll } from './keep-poll.ts';
import type { ImportListing } from './listing.ts';
import { readKnown } from './poll-basis.ts';
import { type PollOutcome, recordPoll } from './record-poll.ts';

export interface PollDependencies extends Asking {
  pool: Pool;
  secrets: SecretBox;
  hosts: HostSlots;
}

/**
 * The poll was not due, the host asked to wait, or it has many feeds to answer; `message` says which, or what the last
 * poll said.
 */
export interface NotDue {
  kind: 'notDue';
  at: Date;
  health: FeedHealth;
  message: string;
}

/** A result of {@link pollFeed}, with the time of the next poll where there is one. */
export type Polled =
  | { kind: 'polled'; result: PollResult; nextPollAt: Date }
  | { kind: 'done'; result: PollResult }
  | NotDue;

/**
 * One poll of one feed: fetch, read, compare with what is believed, and write down what came of it.
 *
 * A failure of the feed is a result. Nothing is written by a poll that was overtaken.
 *
 * @param force polls although it is not due
 * @throws {StalePoll}
 */
export async function pollFeed(
  dependencies: PollDependencies,
  input: PollInput,
  workflow: { workflowId: string; runId: string },
  force: boolean,
): Promise<Polled> {
  const { pool, clock, secrets, hosts } = dependencies;
  const startedAt = clock();
  const begun = await withOrganization(pool, input.organizationId, (tx) =>
    beginPoll(tx, input, startedAt, force),
  );
  if (begun.kind === 'stopped') return { kind: 'done', result: begun };
  if (begun.kind === 'notDue') {
    const { at, feed, message } = begun;
    return { kind: 'notDue', at, health: feed.health, message };
  }
  if (begun.kind === 'unhandled') {
    const { changeSetId, syncRunId, feed } = begun;
    const message = feed.lastMessage ?? 'a change was found';
    return {
      kind: 'done',
      result: { kind: 'changed', changeSetId, syncRunId, health: feed.health, message },
    };
  }

  const { listing, feed } = begun;
  const ical = icalOf(listing);
  const url = secrets.open(listing.sealedImportUrl, listing.listingId);
  const { listingId } = listing;
  const said = await hosts.inTurn(url, () => askFeed(dependencies, { url, listingId }, feed, ical));
  if (said === undefined) {
    const { at, sentence } = pollInTurn({ listingId, polls: feed.polls, now: clock() });
    return { kind: 'notDue', at, health: feed.health, message: `nothing was fetched yet; ${sentence}` };
  }

  return withOrganization(pool, input.organizationId, async (tx) => {
    const finishedAt = clock();
    const outcome = await judge(tx, { listing, feed, ical, said, now: finishedAt });
    const result = await recordPoll(tx, { listing, feed, startedAt, finishedAt, workflow, outcome });
    await keepPoll(tx, secrets, {
      listing,
      feed,
      said,
      outcome,
      syncRunId: result.syncRunId,
      now: finishedAt,
    });
    return { kind: 'polled', result: toldTo(input, result), nextPollAt: outcome.nextPollAt };
  });
}

/** A health that the workflow does not show is news to it, although the feed's record has it already. */
function toldTo({ shownHealth }: PollInput, result: PollResult): PollResult {
  if (result.kind !== 'unchanged' || shownHealth === undefined || shownHealth === result.health)
    return result;
  return { ...result, kind: 'healthChanged' };
}

function icalOf(listing: ImportListing): IcalPlatform {
  const { ical, key } = listing.platform;
  if (ical === undefined)
    throw new Error(`${key} has no feeds, yet listing ${listing.listingId} imports one`);
  return ical;
}

interface ToJudge {
  listing: ImportListing;
  feed: Feed;
  ical: IcalPlatform;
  said: Said;
  now: Date;
}

/** @throws {StalePoll} */
async function judge(tx: ClientBase, { said, ...polled }: ToJudge): Promise<PollOutcome> {
  const { listing, feed, now } = polled;
  const known = await readKnown(tx, listing, feed, now);
  if (listing.mode === 'manual_verified') {
    // Nothing is kept to compare with, so it is read whole at each poll, and never changes a calendar.
    if (said.is === 'reading') return judgeVerification(tx, { listing, feed, said, now });
    if (said.is === 'unmodified') return judgeFailure(listing, feed, { ...said, ...neverAsked }, now);
  }
  if (said.is === 'failure') {
    const outcome = judgeFailure(listing, feed, said, now);
    // What cannot be read today may be read by another release, and then judged as it would have been.
    return said.raw === undefined ? outcome : { ...outcome, basis: basisOf({ ...polled, known }) };
  }
  return judgePoll(tx, { ...polled, said, known });
}

const neverAsked = {
  is: 'failure',
  class: 'http_status',
  message: 'The server says that nothing changed, although it was asked for the whole calendar.',
} as const;
