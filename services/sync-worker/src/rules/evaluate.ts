import { formatInstantIst } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Change } from '@roomnight/contracts/change-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import { cancelled, changed, created, type NewId } from './changes.ts';
import { withoutEchoes } from './echo.ts';
import { findAgain } from './find-again.ts';
import type { ImportSettings } from './imports.ts';
import { withKnownBlocks } from './known-blocks.ts';
import { compareFacts } from './match.ts';
import { pending, type Pending } from './pending.ts';
import { fateOfCancelled, fateOfMissing, fateOfReported, type Fate, type PollContext } from './removal.ts';
import { recheckAt, suspectRecheckMs } from './recheck.ts';
import { inOrder } from './same.ts';
import { withShownAgain } from './shown-again.ts';
import { describeCounts, noChanges, type ChangeCounts } from './sentence.ts';
import {
  nightsAhead,
  nightsHeld,
  type FeedContent,
  type FeedSnapshot,
  type SnapshotEntry,
  type Word,
} from './snapshot.ts';
import { handsOver, nightsOfGuests, shrinks, standingOf, suspicionOf } from './suspicion.ts';

export interface EvaluateInput {
  readonly snapshot: FeedSnapshot;
  /** `not_modified`: a 304, or a body whose hash equals that of the last healthy one. It counts as a healthy poll. */
  readonly reading: FeedContent | 'not_modified';
  readonly now: Date;
  /** Nights in the exports this platform may know: what it may be showing only because it imported them from us. */
  readonly exportedNights: NightSet;
  /** Whether this platform's UIDs stay with their booking. */
  readonly stableUids: boolean;
  readonly confirmMissingMinutes?: number;
  /** Everything comes in where nothing is said. */
  readonly imports?: ImportSettings;
  /** The feed lost bookings at an earlier poll, and neither got them back nor had their loss confirmed. */
  readonly shrank?: boolean;
  /** Another listing of the same account did so at about the same time. */
  readonly together?: boolean;
  readonly newId: NewId;
}

/** Everything a poll is judged by besides what it said: kept with a body, it judges that body again exactly as then. */
export type Basis = Omit<EvaluateInput, 'reading' | 'newId'>;

export interface Evaluation {
  /** What to believe from now on. */
  readonly snapshot: FeedSnapshot;
  readonly changes: readonly Change[];
  readonly health: 'healthy' | 'suspect';
  readonly counts: ChangeCounts;
  /** What came of the poll, with its time, without a full stop: `1 new, 1 cancelled at 12:04 IST`. */
  readonly sentence: string;
  /** Why the feed is not believed, in a sentence. */
  readonly suspicion: string | undefined;
  /** What would be freed, and is not without a person. */
  readonly pending: readonly Pending[];
  /** Whole sentences for a person who has to decide something. */
  readonly questions: readonly string[];
  /** It stood to lose bookings as the poll began: another listing's loss makes this one's suspect. */
  readonly shrinking: boolean;
  /** When to look again sooner than usual: to confirm a removal, or that a suspect feed recovered. */
  readonly recheckAt: Date | undefined;
}

const everything: ImportSettings = { importBlocks: true, horizonDays: 4 * 365 };

/**
 * Decides what a healthy poll changes. Nights are taken at once and freed slowly: silence, of whatever shape, frees
 * nothing. Depends on its input only, and not on the order of facts or entries.
 */
export function evaluate(input: EvaluateInput): Evaluation {
  const { snapshot, now, confirmMissingMinutes = 30, imports = everything, together = false } = input;
  const content = input.reading === 'not_modified' ? snapshot.content : input.reading;
  const today = istNight(now);
  const entries = inOrder(snapshot.entries, byBooking);
  const own = withoutEchoes(content.facts, input.exportedNights, entries);
  const facts = withKnownBlocks(own, content.settings ?? [], entries);
  const found = findAgain(entries, facts, { content, imports, stableUids: input.stableUids, today });
  const { missing } = found;
  let reported: NightSet | undefined;
  const context: PollContext = {
    now,
    today,
    provesAbsence: content.unreadable === 0,
    provedAbsence: snapshot.content.unreadable === 0,
    confirmMissingMs: confirmMissingMinutes * 60_000,
    get reported() {
      return (reported ??= nightSet(facts.filter((fact) => !found.keptOut.has(fact))));
    },
  };
  const guests = missing.length === 0 ? [] : nightsOfGuests(facts.filter((fact) => !found.keptOut.has(fact)));
  const vanished = missing.filter((entry) => !handsOver(entry, guests, today));
  const standing = standingOf(entries, vanished, today);
  const shrinking = standing.gone.length > 0 && (input.shrank === true || shrinks(standing));
  const shown = found.pairs.map(([entry, fact]) => ({
    entry,
    fact,
    fate: fateOfReported(entry, fact, context),
  }));
  const fates: Decided[] = [
    ...shown,
    ...missing.map((entry) => ({ entry, fate: fateOfMissing(entry, context) })),
    ...found.calledOff.map((entry) => ({ entry, fate: fateOfCancelled(entry, context) })),
    ...found.letGo.map((entry) => ({ entry, fate: { is: 'cancelled', reason: blocksKeptOut } as const })),
  ];
  const questions = fates.flatMap(({ fate }) => (fate.is === 'kept' && fate.pending ? [fate.pending] : []));

  const suspicion = suspicionOf(standing, content, today, together && shrinking);
  if (suspicion !== undefined) {
    const lost = (entry: SnapshotEntry, word?: Word) =>
      pending(entry, nightsAhead(word?.nights ?? nightsHeld(entry), today), 'It is not in the feed.', word);
    const asked = new Set(questions.map(({ bookingId }) => bookingId));
    const gone = standing.gone.filter(({ bookingId }) => !asked.has(bookingId)).map((entry) => lost(entry));
    // What a person decided to free waits like the rest for a feed that can be believed.
    const decided = fates.flatMap(({ entry, fate }) =>
      'by' in fate && fate.by !== undefined ? [lost(entry, entry.word)] : [],
    );
    const all = [...questions, ...decided, ...gone];
    return suspect(withShownAgain(snapshot, shown), { suspicion, pending: all, shrinking, now });
  }
  const fresh = found.fresh.filter((fact) => !found.keptOut.has(fact) && fact.checkOut > today);
  const { same } = found;
  const settled = settle({ snapshot, content, same, fates, fresh, context, newId: input.newId });
  return { ...settled, suspicion, pending: questions, questions: unsaid(questions), shrinking };
}

function unsaid(questions: readonly Pending[]): string[] {
  return questions
    .filter(({ said }) => said === undefined)
    .map(({ why }) => `${why} It is kept until a person decides.`);
}

const blocksKeptOut = 'Closed by the host, and blocks of this listing are not imported.';

interface Decided {
  readonly entry: SnapshotEntry;
  readonly fate: Fate;
}

interface Settlement {
  readonly snapshot: FeedSnapshot;
  readonly content: FeedContent;
  readonly same: readonly SnapshotEntry[];
  readonly fates: readonly Decided[];
  readonly fresh: readonly FeedFact[];
  readonly context: PollContext;
  readonly newId: NewId;
}

type Settled = Omit<Evaluation, 'suspicion' | 'pending' | 'questions' | 'shrinking'>;

function settle({ snapshot, content, same, fates, fresh, context, newId }: Settlement): Settled {
  const cancels = fates.map(({ entry, fate }) =>
    fate.is === 'cancelled' ? cancelled(entry, fate.reason, context.today, fate.by) : [],
  );
  const kept = fates.flatMap(({ entry, fate }) =>
    fate.is === 'kept' ? [changed(entry, fate.entry, newId, fate.by)] : [],
  );
  const added = fresh.map((fact) => created(fact, newId));
  const settled = [...kept, ...added].map(({ entry }) => entry);
  const entries = inOrder([...same, ...settled], byBooking);
  const counts: ChangeCounts = {
    created: added.length,
    changed: kept.filter(({ changes }) => changes.length > 0).length,
    cancelled: cancels.filter((changes) => changes.length > 0).length,
    missing: settled.filter(({ missingSince }) => missingSince !== undefined).length,
    givingUp: settled.filter(({ givingUp }) => givingUp.length > 0).length,
  };
  const nothingNew = content === snapshot.content && same.length === snapshot.entries.length;
  return {
    snapshot: nothingNew && settled.length === 0 ? snapshot : { content: contentOf(content), entries },
    changes: [...cancels.flat(), ...[...kept, ...added].flatMap(({ changes }) => changes)],
    health: 'healthy',
    counts,
    sentence: `${describeCounts(counts)} at ${formatInstantIst(context.now)}`,
    recheckAt: recheckAt(settled, context),
  };
}

interface Suspicion {
  readonly suspicion: string;
  readonly pending: readonly Pending[];
  readonly shrinking: boolean;
  readonly now: Date;
}

function suspect(snapshot: FeedSnapshot, { now, suspicion, ...rest }: Suspicion): Evaluation {
  return {
    ...rest,
    suspicion,
    questions: [suspicion],
    snapshot,
    changes: [],
    health: 'suspect',
    counts: noChanges,
    sentence: `suspect at ${formatInstantIst(now)}, nothing changed: ${suspicion.replace(/\.$/, '')}`,
    recheckAt: new Date(now.getTime() + suspectRecheckMs),
  };
}

/** The part of a reading that is kept. */
function contentOf({ facts, settings = [], cancelled: uids, unreadable, horizon }: FeedContent): FeedContent {
  return { facts, settings, cancelled: uids, unreadable, horizon };
}

function byBooking(a: SnapshotEntry, b: SnapshotEntry): number {
  return compareFacts(a.fact, b.fact) || (a.bookingId < b.bookingId ? -1 : 1);
}
