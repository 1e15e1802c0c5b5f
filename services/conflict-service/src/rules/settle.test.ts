import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNights, type Night } from '@roomnight/calendar/night';
import { eachNight, intersection, overlaps, type Stay } from '@roomnight/calendar/stay';
import {
  byPrecedence,
  byRight,
  isHold,
  leavesOf,
  type Fact,
  type FactChange,
  type Scope,
  type StoredLock,
} from './fact.ts';
import { keyOf, keyOfFinding } from './finding.ts';
import { pairOf, type Mirror, type Word } from './mirrors.ts';
import type { StoredConflict } from './settle-conflicts.ts';
import { nightsInReach, settle } from './settle.ts';
import type { ListingTerms } from './terms.ts';

const TODAY: Night = '2027-03-01';

/** A villa of two rooms. */
const scope: Scope = new Map([
  ['room-a', { propertyId: 'p', leaves: ['room-a'], height: 0 }],
  ['room-b', { propertyId: 'p', leaves: ['room-b'], height: 0 }],
  ['villa', { propertyId: 'p', leaves: ['room-a', 'room-b'], height: 1 }],
]);

/** Few listings, UIDs and lengths, so that the same nights and the same names come up again and again. */
const fact = fc
  .record({
    id: fc.integer({ min: 0, max: 7 }).map((n) => `booking-${n}`),
    unitId: fc.constantFrom('room-a', 'room-a', 'room-a', 'room-b', 'villa'),
    kind: fc.constantFrom('stay' as const, 'block' as const),
    tentative: fc.boolean(),
    listingId: fc.constantFrom(null, 'on-airbnb', 'on-vrbo', 'on-google'),
    icalUid: fc.constantFrom(null, 'one-event@airbnb', 'another-event@airbnb'),
    cannotTell: fc.constantFrom(false, false, true),
    since: fc.option(fc.integer({ min: 0, max: 9 })),
    held: fc.boolean(),
    from: fc.constantFrom(0, 2, 4, 5),
    length: fc.constantFrom(1, 2, 3, 4),
    created: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ from, length, created, since, cannotTell, held, ...rest }): Fact => {
    const checkIn = addNights(TODAY, from);
    return {
      ...rest,
      source: rest.listingId === null ? 'direct' : 'import',
      cannotTell: cannotTell && rest.kind === 'block',
      nightsSince: since === null ? null : hours(since),
      heldUntil: held && rest.listingId === null && rest.kind === 'stay' ? hours(1) : null,
      checkIn,
      checkOut: addNights(checkIn, length),
      createdAt: hours(created),
    };
  });

const hours = (n: number): Date => new Date(n * 3_600_000);

const puts = fc.uniqueArray(fc.record({ fact, cancels: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
  selector: ({ fact: { id } }) => id,
});
const word = fc
  .record({ one: fc.nat(7), other: fc.nat(7), same: fc.boolean() })
  .filter(({ one, other }) => one !== other)
  .map(({ one, other, same }): Word => wordOn(`booking-${one}`, `booking-${other}`, same));

function wordOn(one: string, other: string, same: boolean): Word {
  const [firstBookingId = '', secondBookingId = ''] = [one, other].toSorted();
  return { firstBookingId, secondBookingId, same, reason: null };
}

interface NewTerms {
  readonly listingId: string;
  readonly terms: ListingTerms;
}

const newTerms = fc.record({
  listingId: fc.constantFrom('on-airbnb', 'on-vrbo', 'on-google'),
  terms: fc.record({
    isClosed: fc.boolean(),
    preparationNightsBefore: fc.constantFrom(0, 0, 1, 2),
    preparationNightsAfter: fc.constantFrom(0, 0, 1, 3),
  }),
});

/** A round finds all nights of a booking still for sale on a listing. */
interface Exposed {
  readonly bookingId: string;
  readonly exposedOn: string;
}

const exposed = fc.record({
  bookingId: fc.nat(7).map((n) => `booking-${n}`),
  exposedOn: fc.constantFrom('on-airbnb', 'on-vrbo'),
});

type Step = readonly { fact: Fact; cancels: boolean }[] | Word | NewTerms | Exposed;

/** Each step puts or cancels some bookings in one transaction, says something of two, or changes a listing. */
const history = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: puts },
    { weight: 1, arbitrary: word },
    { weight: 1, arbitrary: newTerms },
    { weight: 1, arbitrary: exposed },
  ),
  { minLength: 1, maxLength: 12 },
);

interface State {
  facts: Map<string, Fact>;
  locks: StoredLock[];
  conflicts: StoredConflict[];
  mirrors: Mirror[];
  words: Word[];
  terms: Map<string, ListingTerms>;
  /** The model's own: `booking listing` of stays that came while the listing was closed. */
  soldClosed: Set<string>;
  /** The model's own: the nights still for sale, by `booking listing`. */
  forSale: Map<string, Stay>;
}

const isWord = (step: Step): step is Word => 'same' in step;
const isTerms = (step: Step): step is NewTerms => 'terms' in step;
const isExposed = (step: Step): step is Exposed => 'exposedOn' in step;

function changesOf(state: State, step: Step): FactChange[] {
  if (isTerms(step)) {
    const ofListing = [...state.facts.values()].filter(({ listingId }) => listingId === step.listingId);
    return ofListing.map((each) => ({ before: each, after: each }));
  }
  if (isExposed(step)) return [];
  if (!isWord(step)) {
    return step
      .map(({ fact: after, cancels }): FactChange => ({
        before: state.facts.get(after.id),
        after: cancels ? undefined : after,
      }))
      .filter(({ before, after }) => before !== undefined || after !== undefined);
  }
  const [one, other] = [state.facts.get(step.firstBookingId), state.facts.get(step.secondBookingId)];
  if (one?.unitId !== other?.unitId) return [];
  return [one, other].flatMap((each) => (each === undefined ? [] : { before: each, after: each }));
}

/** What the transaction reads: only what is in reach of the changes. */
function read(state: State, changes: readonly FactChange[], words: Word[]) {
  const ids = new Set(changes.flatMap(({ before, after }) => [before?.id, after?.id]));
  const among = (checkIn: Night, checkOut: Night) => {
    const facts = [...state.facts.values()].filter((each) => overlaps(each, { checkIn, checkOut }));
    const known = new Set([...ids, ...facts.map(({ id }) => id)]);
    const concerns = (one: string, other: string) => known.has(one) || known.has(other);
    return {
      facts,
      terms: state.terms,
      mirrors: state.mirrors.filter(({ mirrorId, originalId }) => concerns(mirrorId, originalId)),
      words: words.filter(({ firstBookingId, secondBookingId }) => concerns(firstBookingId, secondBookingId)),
      conflicts: state.conflicts.filter((row) => concerns(row.firstBookingId, row.secondBookingId ?? '')),
    };
  };
  const nowhere = { facts: [], mirrors: [], words: [], terms: state.terms };
  const touched = nightsInReach(changes, nowhere) ?? { checkIn: TODAY, checkOut: TODAY };
  const { checkIn, checkOut } = nightsInReach(changes, among(touched.checkIn, touched.checkOut)) ?? touched;
  return {
    scope,
    ...among(checkIn, checkOut),
    locks: state.locks.filter((lock) => lock.checkOut >= checkIn && lock.checkIn <= checkOut),
  };
}

/** Plays one step the way the transaction does: reads only what touches it, settles, writes. */
function play(known: State, step: Step): State {
  const state = isTerms(step)
    ? { ...known, terms: new Map(known.terms).set(step.listingId, step.terms) }
    : known;
  const changes = changesOf(state, step);
  if (isExposed(step)) return expose(state, step);
  const isSaid = isWord(step) && changes.length === 2;
  const words = isSaid ? [...state.words.filter((each) => !samePair(each, step)), step] : state.words;
  if (changes.length === 0) return state;
  const { locks, conflicts, mirrors } = settle(read(state, changes, words), changes, TODAY);
  const facts = new Map(state.facts);
  for (const { before, after } of changes) {
    if (after !== undefined) facts.set(after.id, after);
    else if (before !== undefined) facts.delete(before.id);
  }
  const dropped = new Set(locks.dropped.map(({ id }) => id));
  const rows = new Map(state.conflicts.map((row) => [row.id, row]));
  for (const change of conflicts) {
    if (change.kind === 'resolved') rows.set(change.stored.id, { ...change.stored, status: 'resolved' });
    else {
      const { kind, first, second, listingId, nights, unitId } = change.finding;
      const id = keyOfFinding(change.finding);
      if (rows.has(id) === (change.kind === 'detected'))
        throw new Error(`${id} is ${change.kind} a second time`);
      rows.set(id, {
        id,
        kind,
        unitId,
        firstBookingId: first.id,
        secondBookingId: second?.id ?? null,
        listingId,
        ...nights,
        severity: change.judgement.severity,
        status: 'detected',
      });
    }
  }
  return {
    facts,
    locks: [
      ...state.locks
        .filter(({ id }) => !dropped.has(id))
        .map((lock) => locks.renewed.find(({ id }) => id === lock.id) ?? lock),
      ...locks.added.map((lock) => ({ ...lock, id: `${lock.unitId} ${lock.bookingId} ${lock.checkIn}` })),
    ],
    conflicts: [...rows.values()],
    mirrors: [...state.mirrors.filter((each) => !mirrors.dropped.includes(each)), ...mirrors.added],
    words,
    terms: state.terms,
    soldClosed: soldClosed(state, changes),
    forSale: forSale(state, changes),
  };
}

function expose(state: State, { bookingId, exposedOn: listingId }: Exposed): State {
  const sold = state.facts.get(bookingId);
  if (sold?.kind !== 'stay') return state;
  const { unitId, checkIn, checkOut } = sold;
  const key = { kind: 'potential', firstBookingId: bookingId, secondBookingId: null, listingId } as const;
  const row: StoredConflict = {
    ...key,
    id: keyOf(key),
    unitId,
    checkIn,
    checkOut,
    severity: 'low',
    status: 'detected',
  };
  return {
    ...state,
    conflicts: [...state.conflicts.filter(({ id }) => id !== row.id), row],
    forSale: new Map(state.forSale).set(`${bookingId} ${listingId}`, { checkIn, checkOut }),
  };
}

function forSale({ forSale: known }: State, changes: readonly FactChange[]): Map<string, Stay> {
  const left = new Map(known);
  for (const [key, stay] of known) {
    const change = changes.find(({ before }) => before?.id === key.split(' ')[0]);
    const nights = change?.after?.kind === 'stay' ? intersection(stay, change.after) : undefined;
    if (change !== undefined && nights === undefined) left.delete(key);
    if (nights !== undefined) left.set(key, nights);
  }
  return left;
}

function soldClosed({ soldClosed: known, terms }: State, changes: readonly FactChange[]): Set<string> {
  const sold = new Set(known);
  for (const { before, after } of changes) {
    const isNew = JSON.stringify(saleOf(before)) !== JSON.stringify(saleOf(after));
    const was = before && `${before.id} ${before.listingId}`;
    const stays =
      after?.kind === 'stay' &&
      terms.get(after.listingId ?? '')?.isClosed === true &&
      (isNew || sold.has(was ?? ''));
    if (was !== undefined) sold.delete(was);
    if (after !== undefined && stays) sold.add(`${after.id} ${after.listingId}`);
  }
  return sold;
}

function saleOf(of: Fact | undefined): unknown {
  return of && [of.listingId, of.kind, of.checkIn, of.checkOut];
}

function samePair(one: Word, other: Word): boolean {
  return one.firstBookingId === other.firstBookingId && one.secondBookingId === other.secondBookingId;
}

const empty: State = {
  facts: new Map(),
  locks: [],
  conflicts: [],
  mirrors: [],
  words: [],
  terms: new Map(),
  soldClosed: new Set(),
  forSale: new Map(),
};

/** The holder of each leaf and night; fails if there are two. */
function holders(locks: readonly StoredLock[]): Map<string, string> {
  const held = new Map<string, string>();
  for (const lock of locks) {
    for (const night of eachNight(lock)) {
      const key = `${lock.unitId} ${night}`;
      if (held.has(key)) throw new Error(`${key} has two holders`);
      held.set(key, lock.bookingId);
    }
  }
  return held;
}

/** The leaves and nights a fact is about. */
function cells(each: Fact): string[] {
  return leavesOf(scope, each.unitId).flatMap((leaf) => eachNight(each).map((night) => `${leaf} ${night}`));
}

/** The leaves and nights a fact wants: a mirror leaves to its active originals what is theirs. */
function wantedCells({ facts, mirrors }: State, each: Fact): string[] {
  const originals = mirrors.filter(({ mirrorId }) => mirrorId === each.id);
  const left = new Set(
    originals.flatMap(({ originalId }) => {
      const original = facts.get(originalId);
      return original?.unitId === each.unitId ? cells(original) : [];
    }),
  );
  return cells(each).filter((cell) => !left.has(cell));
}

/** Who wants each leaf and night, first by precedence first. */
function wanting(state: State): Map<string, string[]> {
  const wants = [...state.facts.values()]
    .toSorted(byRight)
    .flatMap((each) => wantedCells(state, each).map((key) => ({ key, id: each.id })));
  return new Map(
    [...Map.groupBy(wants, ({ key }) => key)].map(([key, all]) => [key, all.map(({ id }) => id)]),
  );
}

/** The open conflicts as the rules say they are, each pair of bookings and each booking looked at by itself. */
function expectedConflicts(state: State): string[] {
  const all = [...state.facts.values()];
  const pairs = all.flatMap((one) =>
    all.filter(({ id }) => one.id < id).map((other) => [one, other] as const),
  );
  const closed = all.filter(({ id, listingId }) => state.soldClosed.has(`${id} ${listingId}`));
  return [
    ...pairs.flatMap(([one, other]) => conflictOfPair(state, one, other)),
    ...closed.map((each) => named('closed_listing', [each.id], each.listingId, eachNight(each))),
    ...[...state.forSale].map(([key, stay]) => {
      const [bookingId = '', listingId = ''] = key.split(' ');
      return named('potential', [bookingId], listingId, eachNight(stay));
    }),
  ];
}

function conflictOfPair(state: State, one: Fact, other: Fact): string[] {
  const both = [one, other];
  const [wanted, others] = [wantedCells(state, one), wantedCells(state, other)];
  const shared = wanted.filter((cell) => others.includes(cell));
  const ids = [one.id, other.id];
  if (shared.length > 0) {
    const closed = both.filter(({ kind, cannotTell }) => kind === 'block' && !cannotTell);
    const guests = both.filter(({ kind }) => kind === 'stay');
    if (closed.length > 0 && guests.length === 0) return [];
    return [named(closed.length > 0 ? 'block' : 'overlap', ids, null, nightsOf(shared))];
  }
  const isPair = state.mirrors.some(
    ({ mirrorId, originalId }) => pairOf(mirrorId, originalId) === pairOf(one.id, other.id),
  );
  if (isPair || both.some(({ kind }) => kind === 'block')) return [];
  const inTheWay = [
    ...preparedCells(state, one).filter((cell) => others.includes(cell)),
    ...preparedCells(state, other).filter((cell) => wanted.includes(cell)),
  ];
  return inTheWay.length === 0 ? [] : [named('preparation', ids, null, nightsOf(inTheWay))];
}

/** The leaves and nights a stay needs around it, next to a first or last night of its own. */
function preparedCells(state: State, each: Fact): string[] {
  const terms = state.terms.get(each.listingId ?? '');
  const wanted = wantedCells(state, each);
  const around = (leaf: string, own: Night, from: number, count: number) =>
    wanted.includes(`${leaf} ${own}`)
      ? Array.from({ length: count }, (_, n) => `${leaf} ${addNights(own, from + n)}`)
      : [];
  const before = terms?.preparationNightsBefore ?? 0;
  return leavesOf(scope, each.unitId).flatMap((leaf) => [
    ...around(leaf, each.checkIn, -before, before),
    ...around(leaf, addNights(each.checkOut, -1), 1, terms?.preparationNightsAfter ?? 0),
  ]);
}

function nightsOf(all: readonly string[]): Night[] {
  return all.map((cell) => cell.split(' ')[1] ?? '').toSorted();
}

function named(
  kind: string,
  ids: readonly string[],
  listing: string | null,
  nights: readonly Night[],
): string {
  const last = nights.at(-1) ?? '';
  return [kind, ids[0], ids[1] ?? null, listing, nights[0], addNights(last, 1)].join(' | ');
}

function openConflicts({ conflicts }: State): string[] {
  return conflicts
    .filter(({ status }) => status !== 'resolved')
    .map(({ kind, firstBookingId, secondBookingId, listingId, checkIn, checkOut }) =>
      [kind, firstBookingId, secondBookingId, listingId, checkIn, checkOut].join(' | '),
    );
}

const mirrorNames = ({ mirrors }: State): string[] =>
  mirrors.map(({ mirrorId, originalId, sign }) => `${mirrorId} shows ${originalId} by ${sign}`).toSorted();

function eachState(steps: readonly Step[], check: (before: State, after: State) => void): State {
  return steps.reduce((before, step) => {
    const after = play(before, step);
    check(before, after);
    return after;
  }, empty);
}

describe('settle', () => {
  test('every night of an active fact has exactly one holder, and it is one that wants it', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, after) => {
          const held = holders(after.locks);
          const wants = wanting(after);
          // A mirror leaves nights to its original, never to nobody.
          expect(new Set(held.keys())).toEqual(new Set([...after.facts.values()].flatMap(cells)));
          for (const [night, holder] of held) expect(wants.get(night)).toContain(holder);
        });
      }),
    );
  });

  test('who holds a night and still wants it keeps it, but a hold gives way to every fact; a free one goes to the first by right', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (before, after) => {
          const held = holders(before.locks);
          const wants = wanting(after);
          for (const [night, holder] of holders(after.locks)) {
            const previous = held.get(night);
            const isHeld = (id: string | undefined) => isHold(after.facts.get(id ?? '') ?? fail(id));
            const stillWants = previous !== undefined && wants.get(night)?.includes(previous);
            const keeps = stillWants && !(isHeld(previous) && !isHeld(wants.get(night)?.[0]));
            expect(holder).toBe(keeps ? previous : wants.get(night)?.[0]);
          }
        });
      }),
    );
  });

  test('locks expire with the hold that has them, and never else', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, { facts, locks }) => {
          for (const { bookingId, expiresAt } of locks)
            expect(expiresAt).toEqual(facts.get(bookingId)?.heldUntil);
        });
      }),
    );
  });

  test('neighbouring nights of one booking are one lock', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, { locks }) => {
          const ends = new Set(locks.map((lock) => `${lock.unitId} ${lock.bookingId} ${lock.checkOut}`));
          for (const lock of locks)
            expect(ends).not.toContain(`${lock.unitId} ${lock.bookingId} ${lock.checkIn}`);
        });
      }),
    );
  });

  test(
    'open conflicts of each kind are exactly what the rules say is wrong, each once',
    { timeout: 30_000 },
    () => {
      fc.assert(
        fc.property(history, (steps) => {
          eachState(steps, (_, after) => {
            expect(openConflicts(after).toSorted()).toEqual(expectedConflicts(after).toSorted());
            expect(new Set(after.conflicts.map(keyOf)).size).toBe(after.conflicts.length);
          });
        }),
        { numRuns: 400 },
      );
    },
  );

  test('a pair points from the later to the earlier by precedence, and no pair goes against a word', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, { facts, mirrors, words }) => {
          const pairs = new Map(mirrors.map((each) => [pairOf(each.mirrorId, each.originalId), each]));
          expect(pairs.size).toBe(mirrors.length);
          const both = (one: string, other: string) => {
            const found = [facts.get(one), facts.get(other)].filter((each) => each !== undefined);
            return found.length === 2 ? found : [];
          };
          for (const { mirrorId, originalId } of mirrors) {
            // Apart they take nothing from each other, whichever way they point.
            const [mirror, original] = both(mirrorId, originalId);
            const isWrong =
              mirror && original && overlaps(mirror, original) && byPrecedence(mirror, original) < 0;
            expect(isWrong ?? false).toBe(false);
          }
          const said = words.filter(({ firstBookingId, secondBookingId }) => {
            const [one, other] = both(firstBookingId, secondBookingId);
            return one !== undefined && one.unitId === other?.unitId;
          });
          for (const { firstBookingId, secondBookingId, same } of said) {
            const sign = pairs.get(pairOf(firstBookingId, secondBookingId))?.sign;
            expect(sign).toBe(same ? 'person' : undefined);
          }
        });
      }),
    );
  });

  test('the same word again changes nothing, and the other word undoes it', () => {
    fc.assert(
      fc.property(history, word, (steps, said) => {
        const before = eachState(steps, () => undefined);
        const once = play(before, said);
        expect(play(once, said)).toEqual(once);
        const other = { ...said, same: !said.same };
        const undone = play(once, other);
        const direct = play(before, other);
        expect(mirrorNames(undone)).toEqual(mirrorNames(direct));
        expect(openConflicts(undone).toSorted()).toEqual(openConflicts(direct).toSorted());
        expect(new Set(holders(undone.locks).keys())).toEqual(new Set(holders(direct.locks).keys()));
      }),
    );
  });

  test('neither nights nor mirrors nor conflicts depend on the order in which facts came to be known', () => {
    const unhurried = fact.map((each): Fact => ({ ...each, nightsSince: null }));
    const facts = fc.uniqueArray(unhurried, { selector: ({ id }) => id, maxLength: 8 });
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), fc.array(newTerms), (known, random, said) => {
        const before = eachState(said, () => undefined);
        const shuffled = known
          .map((each) => ({ each, at: random.next().value }))
          .toSorted((a, b) => a.at - b.at);
        const oneByOne = shuffled.reduce(
          (state, { each }) => play(state, [{ fact: each, cancels: false }]),
          before,
        );
        const atOnce = play(
          before,
          known.map((each) => ({ fact: each, cancels: false })),
        );
        expect(new Set(holders(oneByOne.locks).keys())).toEqual(new Set(holders(atOnce.locks).keys()));
        expect(mirrorNames(oneByOne)).toEqual(mirrorNames(atOnce));
        expect(openConflicts(oneByOne).toSorted()).toEqual(openConflicts(atOnce).toSorted());
      }),
    );
  });

  test('a block that came before the stays it merges gives all of their nights to them, however far away', () => {
    const block: Fact = {
      ...stayOn('booking-1', 'room-a', 0, 5),
      kind: 'block',
      listingId: 'on-vrbo',
      source: 'import',
    };
    const stays = [stayOn('booking-2', 'room-a', 0, 3), stayOn('booking-3', 'room-a', 3, 5)];
    const { locks, conflicts } = [block, ...stays].reduce(
      (state, each) => play(state, [{ fact: each, cancels: false }]),
      empty,
    );
    expect(locks.map(({ bookingId, checkIn }) => [bookingId, checkIn])).toEqual([
      ['booking-2', addNights(TODAY, 0)],
      ['booking-3', addNights(TODAY, 3)],
    ]);
    expect(conflicts).toMatchObject([{ status: 'resolved' }]);
  });

  const prepares = (listingId: string, before: number, after: number): NewTerms => ({
    listingId,
    terms: { isClosed: false, preparationNightsBefore: before, preparationNightsAfter: after },
  });
  const one = (each: Fact): Step => [{ fact: each, cancels: false }];
  const sold = (id: string, from: number, to: number): Fact => ({
    ...stayOn(id, 'room-a', from, to),
    listingId: 'on-airbnb',
    source: 'import',
  });

  test('a same-day turnover is no conflict until a night of preparation is wanted, nor when it no longer is', () => {
    const turnover = [one(sold('booking-1', 0, 3)), one(stayOn('booking-2', 'room-a', 3, 5))];
    const none = eachState(turnover, () => undefined);
    expect(none.conflicts).toEqual([]);
    const wanted = play(none, prepares('on-airbnb', 0, 1));
    expect(wanted.conflicts).toMatchObject([
      {
        kind: 'preparation',
        status: 'detected',
        checkIn: addNights(TODAY, 3),
        checkOut: addNights(TODAY, 4),
      },
    ]);
    expect(play(wanted, prepares('on-airbnb', 0, 0)).conflicts).toMatchObject([{ status: 'resolved' }]);
  });

  test('a stay that moves from preparation nights onto the stay itself ends one conflict and begins another', () => {
    const steps = [
      prepares('on-airbnb', 2, 0),
      one(sold('booking-1', 4, 6)),
      one(stayOn('booking-2', 'room-a', 1, 3)),
      one(stayOn('booking-2', 'room-a', 3, 5)),
    ];
    expect(openConflicts(eachState(steps, () => undefined))).toEqual([
      ['overlap', 'booking-1', 'booking-2', null, addNights(TODAY, 4), addNights(TODAY, 5)].join(' | '),
    ]);
  });

  test('a mirror far from what changed keeps its conflict, though its original moved again', () => {
    const event = (id: string, listingId: string, from: number, to: number): Fact => ({
      ...stayOn(id, 'room-a', from, to),
      listingId,
      source: 'import',
      icalUid: 'one-event@airbnb',
    });
    const steps = [
      one(event('booking-1', 'on-airbnb', 0, 2)),
      one(event('booking-2', 'on-vrbo', 0, 2)),
      one(event('booking-1', 'on-airbnb', 4, 5)),
      one(stayOn('booking-3', 'room-a', 1, 6)),
      one(event('booking-1', 'on-airbnb', 4, 6)),
    ];
    const state = eachState(steps, () => undefined);
    expect(openConflicts(state).toSorted()).toEqual(expectedConflicts(state).toSorted());
  });

  test('a conflict between a room and its villa is the room’s', () => {
    const villa = stayOn('booking-1', 'villa', 0, 2);
    const room = stayOn('booking-2', 'room-b', 0, 2);
    const { conflicts } = play(play(empty, [{ fact: villa, cancels: false }]), [
      { fact: room, cancels: false },
    ]);
    expect(conflicts).toMatchObject([{ unitId: 'room-b', checkIn: TODAY }]);
  });
});

function fail(id: string | undefined): never {
  throw new Error(`there is no fact ${id}`);
}

function stayOn(id: string, unitId: string, from: number, to: number): Fact {
  return {
    id,
    unitId,
    kind: 'stay',
    tentative: false,
    checkIn: addNights(TODAY, from),
    checkOut: addNights(TODAY, to),
    createdAt: new Date(0),
    listingId: null,
    source: 'direct',
    icalUid: null,
    cannotTell: false,
    nightsSince: null,
    heldUntil: null,
  };
}
