import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNights, type Night } from '@roomnight/calendar/night';
import { eachNight, overlaps } from '@roomnight/calendar/stay';
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
import { pairOf, type Mirror, type Word } from './mirrors.ts';
import type { StoredConflict } from './settle-conflicts.ts';
import { nightsInReach, settle } from './settle.ts';

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

type Step = readonly { fact: Fact; cancels: boolean }[] | Word;

/** Each step puts or cancels some bookings in one transaction, or says something of two. */
const history = fc.array(fc.oneof({ weight: 3, arbitrary: puts }, { weight: 1, arbitrary: word }), {
  minLength: 1,
  maxLength: 12,
});

interface State {
  facts: Map<string, Fact>;
  locks: StoredLock[];
  conflicts: StoredConflict[];
  mirrors: Mirror[];
  words: Word[];
}

const isWord = (step: Step): step is Word => 'same' in step;

function changesOf(state: State, step: Step): FactChange[] {
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
      mirrors: state.mirrors.filter(({ mirrorId, originalId }) => concerns(mirrorId, originalId)),
      words: words.filter(({ firstBookingId, secondBookingId }) => concerns(firstBookingId, secondBookingId)),
      conflicts: state.conflicts.filter((row) => concerns(row.firstBookingId, row.secondBookingId)),
    };
  };
  const nowhere = { facts: [], mirrors: [], words: [] };
  const touched = nightsInReach(changes, nowhere) ?? { checkIn: TODAY, checkOut: TODAY };
  const { checkIn, checkOut } = nightsInReach(changes, among(touched.checkIn, touched.checkOut)) ?? touched;
  return {
    scope,
    ...among(checkIn, checkOut),
    locks: state.locks.filter((lock) => lock.checkOut >= checkIn && lock.checkIn <= checkOut),
  };
}

/** Plays one step the way the transaction does: reads only what touches it, settles, writes. */
function play(state: State, step: Step): State {
  const changes = changesOf(state, step);
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
      const { first, second, nights, unitId } = change.overlap;
      const id = `${first.id}+${second.id}`;
      if (rows.has(id) === (change.kind === 'detected'))
        throw new Error(`${id} is ${change.kind} a second time`);
      rows.set(id, {
        id,
        unitId,
        firstBookingId: first.id,
        secondBookingId: second.id,
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
  };
}

function samePair(one: Word, other: Word): boolean {
  return one.firstBookingId === other.firstBookingId && one.secondBookingId === other.secondBookingId;
}

const empty: State = { facts: new Map(), locks: [], conflicts: [], mirrors: [], words: [] };

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
      return original === undefined ? [] : cells(original);
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

/** The open conflicts as the rule says they are: each pair that wants a night and may not share it. */
function pairsInConflict(state: State): string[] {
  const all = [...state.facts.values()];
  return all.flatMap((first) =>
    all
      .filter((second) => first.id < second.id)
      .filter(
        (second) =>
          [first, second].some(({ kind }) => kind === 'stay') || (first.cannotTell && second.cannotTell),
      )
      .flatMap((second) => {
        const others = new Set(wantedCells(state, second));
        const nights = wantedCells(state, first)
          .filter((cell) => others.has(cell))
          .map((cell) => cell.split(' ')[1] ?? '')
          .toSorted();
        const last = nights.at(-1);
        return last === undefined ? [] : [`${first.id} ${second.id} ${nights[0]} ${addNights(last, 1)}`];
      }),
  );
}

function openConflicts({ conflicts }: State): string[] {
  return conflicts
    .filter(({ status }) => status !== 'resolved')
    .map((row) => `${row.firstBookingId} ${row.secondBookingId} ${row.checkIn} ${row.checkOut}`);
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

  test('open conflicts are the pairs that want a night and may not share it, each once', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, after) => {
          expect(openConflicts(after).toSorted()).toEqual(pairsInConflict(after).toSorted());
        });
      }),
    );
  });

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
      fc.property(facts, fc.infiniteStream(fc.nat()), (known, random) => {
        const shuffled = known
          .map((each) => ({ each, at: random.next().value }))
          .toSorted((a, b) => a.at - b.at);
        const oneByOne = shuffled.reduce(
          (state, { each }) => play(state, [{ fact: each, cancels: false }]),
          empty,
        );
        const atOnce = play(
          empty,
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
