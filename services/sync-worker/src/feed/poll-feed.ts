import type { Pool, PoolClient } from 'pg';
import type { PollInput, PollResult } from '@roomnight/contracts/feed-sync';
import type { SecretBox } from '@roomnight/database/secret-box';
import { withOrganization } from '@roomnight/database/tenant';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import { type Asking, askFeed } from './ask-feed.ts';
import { beginPoll, type Feed, lockFeed } from './begin-poll.ts';
import { judgePoll } from './judge-poll.ts';
import { keepPoll } from './keep-poll.ts';
import type { ImportListing } from './listing.ts';
import { recordPoll } from './record-poll.ts';

export interface PollDependencies extends Asking {
  pool: Pool;
  secrets: SecretBox;
}

/** A newer poll of the same feed began, or the listing changed: this one wrote nothing. */
export class StalePoll extends Error {
  override name = 'StalePoll';
}

/** The poll was not due; `message` is what the last one said. */
export interface NotDue {
  kind: 'notDue';
  at: Date;
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
  const { pool, clock, secrets } = dependencies;
  const startedAt = clock();
  const begun = await withOrganization(pool, input.organizationId, (tx) =>
    beginPoll(tx, input, startedAt, force),
  );
  if (begun.kind === 'stopped') return { kind: 'done', result: begun };
  if (begun.kind === 'notDue') return begun;
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
  const said = await askFeed(dependencies, { url, listingId: listing.listingId }, feed, ical);

  return withOrganization(pool, input.organizationId, async (tx) => {
    const finishedAt = clock();
    await refuseIfStale(tx, listing, feed, finishedAt);
    const outcome = await judgePoll(tx, { listing, feed, ical, said, now: finishedAt });
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

/** Only the poll that began last may write, and only about the listing as it still is. */
async function refuseIfStale(tx: PoolClient, listing: ImportListing, feed: Feed, now: Date): Promise<void> {
  const current = await lockFeed(tx, listing, now);
  if (current.generation !== feed.generation) throw new StalePoll('a newer poll of this feed began');
  const { rows } = await tx.query<{ revision: number }>(
    'SELECT revision FROM gateway.listings WHERE id = $1',
    [listing.listingId],
  );
  if (rows[0]?.revision !== listing.revision)
    throw new StalePoll('the listing changed while its feed was polled');
}
