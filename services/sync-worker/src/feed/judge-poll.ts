import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import type { EventClass } from '@roomnight/platforms/feed';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import type { Reading } from '../reading/reading.ts';
import { type Basis, evaluate, type Evaluation } from '../rules/evaluate.ts';
import { labelEvents } from '../rules/label-events.ts';
import { nextPoll } from '../rules/next-poll.ts';
import { emptySnapshot } from '../rules/snapshot.ts';
import { isNewlySuspect } from '../rules/recheck.ts';
import { urgencyOf } from '../rules/urgency.ts';
import { withWords } from '../rules/words.ts';
import { orphanIds, othersShrank } from './account.ts';
import type { Answer } from './ask-feed.ts';
import { echoKey, eventsKey, writeEvents } from './feed-events.ts';
import { type Feed, memoryOf } from './feed.ts';
import type { ImportListing } from './listing.ts';
import type { Known } from './poll-basis.ts';
import { keepQuarantine, readDecisions } from './quarantine.ts';
import type { PollOutcome } from './record-poll.ts';

export interface Judged {
  listing: ImportListing;
  feed: Feed;
  ical: IcalPlatform;
  said: Answer;
  known: Known;
  now: Date;
}

/** Compares what a feed said with what is believed of it, and decides when to ask again. */
export async function judgePoll(tx: ClientBase, judged: Judged): Promise<PollOutcome> {
  const { listing, feed, said, known, now } = judged;
  const decisions = feed.quarantineId === null ? [] : await readDecisions(tx, feed.quarantineId);
  const { basis, evaluation } = await evaluated(tx, judged, {
    ...basisOf(judged),
    snapshot: withWords(known.snapshot ?? emptySnapshot, decisions),
  });
  const { changes, pending, suspicion } = evaluation;
  const shrunk = evaluation.shrinking && (suspicion !== undefined || evaluation.counts.missing > 0);
  const quarantine = await keepQuarantine(tx, {
    listing,
    quarantineId: feed.quarantineId,
    decisions,
    evaluation: { changes, pending, suspicion },
    now,
  });
  const events = suspicion === undefined ? await keepEvents(tx, judged, basis) : unread;

  const changedAt = changes.length > 0 ? now : feed.changedAt;
  const { entries } = evaluation.snapshot;
  const next = nextPoll({
    listingId: listing.listingId,
    polls: feed.polls,
    now,
    intervalMinutes: listing.settings.intervalMinutes,
    failures: 0,
    recheckAt:
      suspicion === undefined || isNewlySuspect(suspectSince(feed, now), now)
        ? evaluation.recheckAt
        : undefined,
    urgent: urgencyOf({
      entries,
      today: istNight(now),
      now,
      changedAt: changedAt ?? undefined,
      inConflict: known.inConflict,
    }),
    changedAt: changedAt ?? undefined,
  });
  const common = {
    message: `${evaluation.sentence}; ${next.sentence}`,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    changes,
    fetched: { httpStatus: said.httpStatus, bytes: said.bytes },
    read: said.is === 'reading' ? summaryOf(said.reading, evaluation.questions) : undefined,
    basis,
    // Most polls find what was believed already: writing that again would be most of what a poll costs.
    snapshot: isDeepStrictEqual(known.snapshot, evaluation.snapshot) ? undefined : evaluation.snapshot,
    memory: {
      ...memoryOf(feed),
      changedAt,
      waitUntil: null,
      shrunkAt: shrunk ? (feed.shrunkAt ?? now) : null,
      shrunkTogether: shrunk && basis.together === true,
      quarantineId: quarantine.quarantineId,
      ...events.memory,
    },
    isNews: events.changed,
    quarantineChanged: quarantine.changed,
  };
  if (suspicion !== undefined) {
    // What is suspect is read whole again next time: its validators are not kept. What a person said of it is.
    const error = { class: 'suspect', message: suspicion } as const;
    return { ...common, outcome: 'suspect', health: 'suspect', error };
  }
  return {
    ...common,
    outcome: changes.length > 0 ? 'changed' : 'unchanged',
    health: 'healthy',
    validators: events.stale ? { etag: undefined, lastModified: undefined, bodyHash: null } : said.validators,
  };
}

function suspectSince({ health, healthSince }: Feed, now: Date): Date {
  return health === 'suspect' ? healthSince : now;
}

/** What is believed and set as the poll is judged. */
export function basisOf({
  listing,
  feed,
  ical,
  known,
  now,
}: Pick<Judged, 'listing' | 'feed' | 'ical' | 'known' | 'now'>): Basis {
  const { confirmMissingMinutes, importBlocks, horizonDays } = listing.settings;
  return {
    snapshot: known.snapshot ?? emptySnapshot,
    now,
    exportedNights: known.exportedNights,
    stableUids: ical.stableUids,
    confirmMissingMinutes,
    imports: { importBlocks, horizonDays },
    shrank: feed.shrunkAt !== null,
    together: feed.shrunkTogether,
  };
}

/** Looks at the rest of the account only where it matters: when bookings go missing, or come. */
async function evaluated(
  tx: ClientBase,
  { listing, feed, said, now }: Judged,
  alone: Basis,
): Promise<{ basis: Basis; evaluation: Evaluation }> {
  const reading = said.is === 'reading' ? said.reading : 'not_modified';
  const newId = () => randomUUID();
  let basis = alone;
  let evaluation = evaluate({ ...basis, reading, newId });
  if (evaluation.shrinking && basis.together !== true) {
    basis = { ...basis, together: await othersShrank(tx, listing, feed.shrunkAt ?? now) };
    if (basis.together === true) evaluation = evaluate({ ...basis, reading, newId });
  }
  if (evaluation.counts.created > 0) {
    const orphans = await orphanIds(tx, listing, istNight(now), newId);
    if (orphans !== undefined) evaluation = evaluate({ ...basis, reading, newId: orphans });
  }
  return { basis, evaluation };
}

interface KeptEvents {
  memory: { eventsKey?: string; bookingWindowDays?: number | null };
  changed: boolean;
  /** They were labelled by another export than there is now, and cannot be labelled anew without reading the feed. */
  stale: boolean;
}

const unread: KeptEvents = { memory: {}, changed: false, stale: false };

async function keepEvents(
  tx: ClientBase,
  { listing, feed, said }: Judged,
  { snapshot, exportedNights, now }: Basis,
): Promise<KeptEvents> {
  const { entries } = snapshot;
  const today = istNight(now);
  const labelling = { exportedNights, entries, imports: listing.settings, today };
  if (said.is !== 'reading') {
    const stale =
      feed.eventsKey !== null && !feed.eventsKey.endsWith(`.${echoKey(snapshot.content, labelling)}`);
    return { ...unread, stale };
  }
  const { reading } = said;
  const events = labelEvents(reading.events, labelling);
  const key = eventsKey(events, echoKey(reading, labelling));
  const changed = key !== feed.eventsKey;
  if (changed) await writeEvents(tx, listing, events);
  return {
    memory: { eventsKey: key, bookingWindowDays: reading.bookingWindowDays ?? null },
    changed,
    stale: false,
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
