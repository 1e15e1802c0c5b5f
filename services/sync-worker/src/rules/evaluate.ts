import { formatInstantIst } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Change } from '@roomnight/contracts/change-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import { cancelled, changed, created } from './changes.ts';
import { withoutEchoes } from './echo.ts';
import { withKnownBlocks } from './known-blocks.ts';
import { compareFacts, matchFacts } from './match.ts';
import { fateOfCancelled, fateOfMissing, fateOfReported, type Fate, type PollContext } from './removal.ts';
import { recheckAt, suspectRecheckMs } from './recheck.ts';
import { inOrder, setAsideSame } from './same.ts';
import { describeCounts, noChanges, type ChangeCounts } from './sentence.ts';
import type { FeedContent, FeedSnapshot, SnapshotEntry } from './snapshot.ts';
import { suspicionOf } from './suspicion.ts';

export interface EvaluateInput {
  readonly snapshot: FeedSnapshot;
  /** `not_modified`: a 304, or a body whose hash equals that of the last healthy one. It counts as a healthy poll. */
  readonly reading: FeedContent | 'not_modified';
  readonly now: Date;
  /** Nights in the exports this platform fetched last: what it may be showing only because it imported them from us. */
  readonly exportedNights: NightSet;
  /** Whether this platform's UIDs stay with their booking. */
  readonly stableUids: boolean;
  readonly confirmMissingMinutes?: number;
  /** A new booking's id. */
  readonly newId: () => string;
}

/** Everything a poll is judged by besides what it said: kept with a body, it judges that body again exactly as then. */
export type Basis = Omit<EvaluateInput, 'reading' | 'newId'>;

export interface Evaluation {
  /** What to believe from now on; the same object when the feed is suspect. */
  readonly snapshot: FeedSnapshot;
  readonly changes: readonly Change[];
  readonly health: 'healthy' | 'suspect';
  readonly counts: ChangeCounts;
  /** What came of the poll, with its time, without a full stop: `1 new, 1 cancelled at 12:04 IST`. */
  readonly sentence: string;
  /** Whole sentences for a person who has to decide something. */
  readonly questions: readonly string[];
  /** When to look again sooner than usual: to confirm a removal, or that a suspect feed recovered. */
  readonly recheckAt: Date | undefined;
}

/**
 * Decides what a healthy poll changes. Nights are taken at once and freed slowly: silence, of whatever shape, frees
 * nothing. Depends on its input only, and not on the order of facts or entries.
 */
export function evaluate(input: EvaluateInput): Evaluation {
  const { snapshot, now, confirmMissingMinutes = 30 } = input;
  const content = input.reading === 'not_modified' ? snapshot.content : input.reading;
  const entries = inOrder(snapshot.entries, byBooking);
  const own = withoutEchoes(content.facts, input.exportedNights, entries);
  const facts = withKnownBlocks(own, content.settings ?? [], entries);
  let reported: NightSet | undefined;
  const context: PollContext = {
    now,
    today: istNight(now),
    provesAbsence: content.unreadable === 0,
    provedAbsence: snapshot.content.unreadable === 0,
    confirmMissingMs: confirmMissingMinutes * 60_000,
    get reported() {
      return (reported ??= nightSet(facts));
    },
  };
  const cancelledUids = new Set(content.cancelled);
  const { calledOff = [], reportable = [] } = Object.groupBy(entries, ({ fact }) =>
    cancelledUids.has(fact.uid) ? 'calledOff' : 'reportable',
  );
  const aside = setAsideSame(reportable, inOrder(facts, compareFacts));
  const { pairs, missing, fresh } = matchFacts(aside.entries, aside.facts, input.stableUids);

  const suspicion = suspicionOf({ content, entries, missing, today: context.today });
  if (suspicion !== undefined) return suspect(snapshot, suspicion, context);

  const fates = [
    ...pairs.map(([entry, fact]) => ({ entry, fate: fateOfReported(entry, fact, context) })),
    ...missing.map((entry) => ({ entry, fate: fateOfMissing(entry, context) })),
    ...calledOff.map((entry) => ({ entry, fate: fateOfCancelled(entry, context) })),
  ];
  const ahead = fresh.filter(({ checkOut }) => checkOut > context.today);
  return settle({ snapshot, content, same: aside.same, fates, fresh: ahead, context, newId: input.newId });
}

interface Settlement {
  readonly snapshot: FeedSnapshot;
  readonly content: FeedContent;
  readonly same: readonly SnapshotEntry[];
  readonly fates: readonly { readonly entry: SnapshotEntry; readonly fate: Fate }[];
  readonly fresh: readonly FeedFact[];
  readonly context: PollContext;
  readonly newId: () => string;
}

function settle({ snapshot, content, same, fates, fresh, context, newId }: Settlement): Evaluation {
  const cancels = fates.map(({ entry, fate }) =>
    fate.is === 'cancelled' ? cancelled(entry, fate.reason, context.today) : [],
  );
  const kept = fates.flatMap(({ entry, fate }) =>
    fate.is === 'kept' ? [changed(entry, fate.entry, newId)] : [],
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
    questions: fates.flatMap(({ fate }) => (fate.is === 'kept' && fate.question ? [fate.question] : [])),
    recheckAt: recheckAt(settled, context),
  };
}

function suspect(snapshot: FeedSnapshot, suspicion: string, { now }: PollContext): Evaluation {
  return {
    snapshot,
    changes: [],
    health: 'suspect',
    counts: noChanges,
    sentence: `suspect at ${formatInstantIst(now)}, nothing changed: ${suspicion.replace(/\.$/, '')}`,
    questions: [suspicion],
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
