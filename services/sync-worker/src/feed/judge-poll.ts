import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { formatInstantIst } from '@roomnight/calendar/format';
import type { EventClass } from '@roomnight/platforms/feed';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import type { Reading } from '../reading/reading.ts';
import { type Basis, evaluate } from '../rules/evaluate.ts';
import { nextPoll } from '../rules/next-poll.ts';
import { emptySnapshot } from '../rules/snapshot.ts';
import type { Said } from './ask-feed.ts';
import type { Feed } from './begin-poll.ts';
import { exportedNights } from './exported-nights.ts';
import type { ImportListing } from './listing.ts';
import { type PollOutcome, readSnapshot } from './record-poll.ts';

export interface Judged {
  listing: ImportListing;
  feed: Feed;
  ical: IcalPlatform;
  said: Said;
  now: Date;
}

/** Compares what a feed said with what is believed of it, and decides when to ask again. */
export async function judgePoll(
  tx: ClientBase,
  { listing, feed, ical, said, now }: Judged,
): Promise<PollOutcome> {
  const schedule = {
    listingId: listing.listingId,
    polls: feed.polls,
    now,
    intervalMinutes: listing.settings.intervalMinutes,
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
      // What cannot be read today may be read by another release, and then judged as it would have been.
      basis: said.raw && (await basisOf(tx, { listing, ical, now })),
    };
  }

  const basis = await basisOf(tx, { listing, ical, now });
  const evaluation = evaluate({
    ...basis,
    reading: said.is === 'reading' ? said.reading : 'not_modified',
    newId: () => randomUUID(),
  });
  const next = nextPoll({ ...schedule, failures: 0, recheckAt: evaluation.recheckAt });
  const common = {
    message: `${evaluation.sentence}; ${next.sentence}`,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    changes: evaluation.changes,
    fetched,
    read: said.is === 'reading' ? summaryOf(said.reading, evaluation.questions) : undefined,
    basis,
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
    // Most polls find what was believed already: writing that again would be most of what a poll costs.
    snapshot: isDeepStrictEqual(basis.snapshot, evaluation.snapshot) ? undefined : evaluation.snapshot,
  };
}

/** What is believed and set as the poll is judged. */
async function basisOf(
  tx: ClientBase,
  { listing, ical, now }: Pick<Judged, 'listing' | 'ical' | 'now'>,
): Promise<Basis> {
  return {
    snapshot: (await readSnapshot(tx, listing.listingId)) ?? emptySnapshot,
    now,
    exportedNights: await exportedNights(tx, listing.listingId, now),
    stableUids: ical.stableUids,
    confirmMissingMinutes: listing.settings.confirmMissingMinutes,
    imports: { importBlocks: listing.settings.importBlocks, horizonDays: listing.settings.horizonDays },
  };
}

const takingClasses = new Set<EventClass>(['stay', 'tentative', 'block', 'closed']);

/** What a reading holds, in numbers, and what was odd in it. */
export function summaryOf(reading: Reading, questions: readonly string[]): PollOutcome['read'] {
  const stays = reading.facts.filter(({ kind }) => kind === 'stay').length;
  const lines = reading.warnings.map(({ message, line }) =>
    line === undefined ? message : `Line ${line}: ${message}`,
  );
  return {
    stays,
    blocks: reading.facts.length - stays,
    ignored: reading.events.filter(({ as }) => !takingClasses.has(as)).length,
    warnings: [...questions, ...lines],
  };
}
