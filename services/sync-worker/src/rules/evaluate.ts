import { formatInstantIst } from '@roomnight/calendar/format';
import { istNight, type Night } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Change } from '@roomnight/contracts/change-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import { cancelled, changed, created, type NewId } from './changes.ts';
import { withoutEchoes } from './echo.ts';
import { type ImportSettings, isNear, letsIn } from './imports.ts';
import { withKnownBlocks } from './known-blocks.ts';
import { compareFacts, matchFacts } from './match.ts';
import { pending, type Pending } from './pending.ts';
import { fateOfCancelled, fateOfMissing, fateOfReported, type Fate, type PollContext } from './removal.ts';
import { recheckAt, suspectRecheckMs } from './recheck.ts';
import { inOrder, setAsideSame } from './same.ts';
import { describeCounts, noChanges, type ChangeCounts } from './sentence.ts';
import {
  nightsAhead,
  nightsHeld,
  type FeedContent,
  type FeedSnapshot,
  type SnapshotEntry,
} from './snapshot.ts';
import { shrinks, standingOf, suspicionOf } from './suspicion.ts';

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
  /** What to believe from now on; the same object when the feed is suspect. */
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
  /** Bookings went missing and nothing is decided of them: another listing's loss makes this one's suspect. */
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
  const standing = standingOf(entries, missing, today);
  const shrinking = standing.gone.length > 0 && (input.shrank === true || shrinks(standing));
  const fates: Decided[] = [
    ...found.pairs.map(([entry, fact]) => ({ entry, fate: fateOfReported(entry, fact, context) })),
    ...missing.map((entry) => ({ entry, fate: fateOfMissing(entry, context) })),
    ...found.calledOff.map((entry) => ({ entry, fate: fateOfCancelled(entry, context) })),
    ...found.letGo.map((entry) => ({ entry, fate: { is: 'cancelled', reason: blocksKeptOut } as const })),
  ];
  const questions = fates.flatMap(({ fate }) => (fate.is === 'kept' && fate.pending ? [fate.pending] : []));

  const suspicion = suspicionOf(standing, content, today, together && shrinking);
  if (suspicion !== undefined) {
    const asked = new Set(questions.map(({ bookingId }) => bookingId));
    const gone = standing.gone.filter(({ bookingId }) => !asked.has(bookingId));
    const lost = gone.map((entry) =>
      pending(entry, nightsAhead(nightsHeld(entry), today), 'It is not in the feed.'),
    );
    return suspect(snapshot, { suspicion, pending: [...questions, ...lost], shrinking, now });
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

interface Found {
  /** Bookings about which the feed says what is known. */
  readonly same: readonly SnapshotEntry[];
  readonly pairs: readonly (readonly [SnapshotEntry, FeedFact])[];
  readonly missing: readonly SnapshotEntry[];
  readonly calledOff: readonly SnapshotEntry[];
  /** Blocks that the listing's settings no longer let in. */
  readonly letGo: readonly SnapshotEntry[];
  readonly fresh: readonly FeedFact[];
  /** What the feed reports and the listing's settings keep out. */
  readonly keptOut: ReadonlySet<FeedFact>;
}

interface Finding {
  readonly content: FeedContent;
  readonly imports: ImportSettings;
  readonly stableUids: boolean;
  readonly today: Night;
}

/** Which fact is which known booking, and what the settings keep out. */
function findAgain(
  entries: readonly SnapshotEntry[],
  facts: readonly FeedFact[],
  { content, imports, stableUids, today }: Finding,
): Found {
  const cancelledUids = new Set(content.cancelled);
  const { calledOff = [], reportable = [] } = Object.groupBy(entries, ({ fact }) =>
    cancelledUids.has(fact.uid) ? 'calledOff' : 'reportable',
  );
  const aside = setAsideSame(reportable, inOrder(facts, compareFacts));
  const matched = matchFacts(aside.entries, aside.facts, stableUids);
  const far = matched.fresh.filter((fact) => !isNear(imports, fact, today));
  if (imports.importBlocks)
    return { ...matched, same: aside.same, calledOff, letGo: [], keptOut: new Set(far) };

  const { in: pairs = [], out = [] } = Object.groupBy(matched.pairs, ([, fact]) =>
    letsIn(imports, fact) ? 'in' : 'out',
  );
  // Of a stay that turned into a block nobody said that its guest is gone: it is missing.
  const { block: blocks = [], stay: stays = [] } = Object.groupBy(
    out.map(([entry]) => entry),
    ({ fact }) => fact.kind,
  );
  const { in: same = [], out: known = [] } = Object.groupBy(aside.same, ({ fact }) =>
    letsIn(imports, fact) ? 'in' : 'out',
  );
  return {
    same,
    pairs,
    missing: [...matched.missing, ...stays],
    calledOff,
    letGo: [...blocks, ...known],
    fresh: matched.fresh,
    keptOut: new Set([...far, ...facts.filter((fact) => !letsIn(imports, fact))]),
  };
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
