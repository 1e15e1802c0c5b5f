import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { formatInstantIst } from '@roomnight/calendar/format';
import type { PollInput, PollResult } from '@roomnight/contracts/feed-sync';
import type { SecretBox } from '@roomnight/database/secret-box';
import { withOrganization } from '@roomnight/database/tenant';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import { platformByKey } from '@roomnight/platforms/registry';
import type { Clock } from '@roomnight/runtime/clock';
import type { FeedFetcher } from '../fetching/fetch-feed.ts';
import type { FetchResult } from '../fetching/fetch-result.ts';
import type { ParserPool } from '../reading/parser-pool.ts';
import { readFeed } from '../reading/read-feed.ts';
import type { Reading, ReadFailure } from '../reading/reading.ts';
import { evaluate } from '../rules/evaluate.ts';
import { nextPoll } from '../rules/next-poll.ts';
import { emptySnapshot } from '../rules/snapshot.ts';
import { beginPoll, type Feed, lockFeed } from './begin-poll.ts';
import { bodyHash } from './body-hash.ts';
import { exportedNights } from './exported-nights.ts';
import { type ImportListing } from './listing.ts';
import { type PollOutcome, readSnapshot, recordPoll } from './record-poll.ts';

export interface PollDependencies {
  pool: Pool;
  secrets: SecretBox;
  clock: Clock;
  fetcher: FeedFetcher;
  parsers: ParserPool;
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

type Said =
  | {
      is: 'failure';
      class: string;
      message: string;
      httpStatus: number | null;
      bytes: number;
      retryAfterSeconds?: number | undefined;
    }
  | { is: 'unmodified'; httpStatus: number; bytes: number; validators?: PollOutcome['validators'] }
  | {
      is: 'reading';
      reading: Reading;
      httpStatus: number;
      bytes: number;
      validators: PollOutcome['validators'];
    };

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
    beginPoll(tx, input.listingId, startedAt, force),
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
  const fetched = await dependencies.fetcher.fetch({
    url,
    etag: feed.etag ?? undefined,
    lastModified: feed.lastModified ?? undefined,
  });
  const said = await understand(dependencies, fetched, feed, ical);

  return withOrganization(pool, input.organizationId, async (tx) => {
    const finishedAt = clock();
    await refuseIfStale(tx, listing, feed, finishedAt);
    const outcome = await judge(tx, { listing, feed, ical, said, now: finishedAt });
    const result = await recordPoll(tx, { listing, feed, startedAt, finishedAt, workflow, outcome });
    return { kind: 'polled', result, nextPollAt: outcome.nextPollAt };
  });
}

function icalOf(listing: ImportListing): IcalPlatform {
  const { ical } = platformByKey(listing.platform);
  if (ical === undefined)
    throw new Error(`${listing.platform} has no feeds, yet listing ${listing.listingId} imports one`);
  return ical;
}

async function understand(
  { parsers, clock }: PollDependencies,
  fetched: FetchResult,
  feed: Feed,
  ical: IcalPlatform,
): Promise<Said> {
  if (fetched.kind === 'failed') {
    const { class: failure, message, status = null, retryAfterSeconds } = fetched;
    return { is: 'failure', class: failure, message, httpStatus: status, bytes: 0, retryAfterSeconds };
  }
  if (fetched.kind === 'not-modified') return { is: 'unmodified', httpStatus: 304, bytes: 0 };
  const { bytes, wireBytes, status: httpStatus, etag, lastModified } = fetched;
  const hash = bodyHash(bytes);
  const validators = { etag, lastModified, bodyHash: hash };
  if (hash === feed.bodyHash) return { is: 'unmodified', httpStatus, bytes: wireBytes, validators };
  const reading: Reading | ReadFailure = await readFeed({
    body: bytes,
    dialect: ical.dialect,
    now: clock(),
    parsers,
  });
  if (!reading.ok)
    return { is: 'failure', class: reading.class, message: reading.message, httpStatus, bytes: wireBytes };
  return { is: 'reading', reading, httpStatus, bytes: wireBytes, validators };
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

interface Judged {
  listing: ImportListing;
  feed: Feed;
  ical: IcalPlatform;
  said: Said;
  now: Date;
}

async function judge(tx: PoolClient, { listing, feed, ical, said, now }: Judged): Promise<PollOutcome> {
  const schedule = {
    listingId: listing.listingId,
    polls: feed.polls,
    now,
    intervalMinutes: listing.intervalMinutes ?? ical.syncInterval.usual,
  };
  const { httpStatus, bytes } = said;
  const fetched = { httpStatus, bytes };
  if (said.is === 'failure') {
    const next = nextPoll({
      ...schedule,
      failures: feed.consecutiveFailures + 1,
      retryAfterSeconds: said.retryAfterSeconds,
    });
    const since = feed.health === 'failing' ? feed.healthSince : now;
    return {
      outcome: 'failed',
      health: 'failing',
      message: `failing since ${formatInstantIst(since)}: ${said.message} At ${formatInstantIst(now)}; ${next.sentence}`,
      nextPollAt: next.at,
      nextPollReason: next.reason,
      changes: [],
      fetched,
      error: { class: said.class, message: said.message },
    };
  }

  const evaluation = evaluate({
    snapshot: (await readSnapshot(tx, listing.listingId)) ?? emptySnapshot,
    reading: said.is === 'reading' ? said.reading : 'not_modified',
    now,
    exportedNights: await exportedNights(tx, listing.listingId, now),
    stableUids: ical.stableUids,
    newId: randomUUID,
  });
  const next = nextPoll({ ...schedule, failures: 0, recheckAt: evaluation.recheckAt });
  const common = {
    message: `${evaluation.sentence}; ${next.sentence}`,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    changes: evaluation.changes,
    fetched,
    read: said.is === 'reading' ? summaryOf(said.reading, evaluation.questions) : undefined,
  };
  if (evaluation.health === 'suspect') {
    // What is suspect is read whole again next time: its validators are not kept.
    const message = evaluation.questions.join(' ');
    return { ...common, outcome: 'suspect', health: 'suspect', error: { class: 'suspect', message } };
  }
  return {
    ...common,
    outcome: evaluation.changes.length > 0 ? 'changed' : 'unchanged',
    health: 'healthy',
    validators: said.validators,
    snapshot: evaluation.snapshot,
  };
}

function summaryOf(reading: Reading, questions: readonly string[]): PollOutcome['read'] {
  const stays = reading.facts.filter(({ kind }) => kind === 'stay').length;
  const lines = reading.warnings.map(({ message, line }) =>
    line === undefined ? message : `Line ${line}: ${message}`,
  );
  return {
    stays,
    blocks: reading.facts.length - stays,
    ignored: reading.ignored.length,
    warnings: [...questions, ...lines],
  };
}
