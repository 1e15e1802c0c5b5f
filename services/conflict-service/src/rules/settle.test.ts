import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNights, type Night } from '@roomnight/calendar/night';
import { eachNight, overlaps } from '@roomnight/calendar/stay';
import { byPrecedence, leavesOf, type Fact, type FactChange, type Scope, type StoredLock } from './fact.ts';
import type { StoredConflict } from './settle-conflicts.ts';
import { settle, touchedNights } from './settle.ts';

const TODAY: Night = '2027-03-01';

/** A villa of two rooms. */
const scope: Scope = new Map([
  ['room-a', { propertyId: 'p', leaves: ['room-a'], height: 0 }],
  ['room-b', { propertyId: 'p', leaves: ['room-b'], height: 0 }],
  ['villa', { propertyId: 'p', leaves: ['room-a', 'room-b'], height: 1 }],
]);

const fact = fc
  .record({
    id: fc.integer({ min: 0, max: 7 }).map((n) => `booking-${n}`),
    unitId: fc.constantFrom('room-a', 'room-b', 'villa'),
    kind: fc.constantFrom('stay' as const, 'block' as const),
    tentative: fc.boolean(),
    from: fc.integer({ min: 0, max: 14 }),
    length: fc.integer({ min: 1, max: 6 }),
    created: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ from, length, created, ...rest }): Fact => {
    const checkIn = addNights(TODAY, from);
    return { ...rest, checkIn, checkOut: addNights(checkIn, length), createdAt: new Date(created) };
  });

/** Each step puts or cancels some bookings in one transaction. */
const history = fc.array(
  fc.uniqueArray(fc.record({ fact, cancels: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ fact: { id } }) => id,
  }),
  { minLength: 1, maxLength: 12 },
);

interface State {
  facts: Map<string, Fact>;
  locks: StoredLock[];
  conflicts: StoredConflict[];
}

/** Plays one step the way the transaction does: reads only what touches it, settles, writes. */
function play(state: State, step: readonly { fact: Fact; cancels: boolean }[]): State {
  const changes = step
    .map(({ fact: after, cancels }): FactChange => ({
      before: state.facts.get(after.id),
      after: cancels ? undefined : after,
    }))
    .filter(({ before, after }) => before !== undefined || after !== undefined);
  const touched = touchedNights(changes);
  const checkIn = touched.at(0)?.checkIn ?? TODAY;
  const checkOut = touched.at(-1)?.checkOut ?? TODAY;
  const ids = new Set(changes.flatMap(({ before, after }) => [before?.id, after?.id]));
  const { locks, conflicts } = settle(
    {
      scope,
      facts: [...state.facts.values()].filter((each) => overlaps(each, { checkIn, checkOut })),
      locks: state.locks.filter((lock) => lock.checkOut >= checkIn && lock.checkIn <= checkOut),
      conflicts: state.conflicts.filter(
        (each) => ids.has(each.firstBookingId) || ids.has(each.secondBookingId),
      ),
    },
    changes,
    TODAY,
  );
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
      ...state.locks.filter(({ id }) => !dropped.has(id)),
      ...locks.added.map((lock) => ({ ...lock, id: `${lock.unitId} ${lock.bookingId} ${lock.checkIn}` })),
    ],
    conflicts: [...rows.values()],
  };
}

const empty: State = { facts: new Map(), locks: [], conflicts: [] };

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

/** Who wants each leaf and night, first by precedence first. */
function wanting(facts: Iterable<Fact>): Map<string, string[]> {
  const wants = [...facts]
    .toSorted(byPrecedence)
    .flatMap((each) =>
      leavesOf(scope, each.unitId).flatMap((leaf) =>
        eachNight(each).map((night) => ({ key: `${leaf} ${night}`, id: each.id })),
      ),
    );
  return new Map(
    [...Map.groupBy(wants, ({ key }) => key)].map(([key, all]) => [key, all.map(({ id }) => id)]),
  );
}

function eachState(
  steps: readonly (readonly { fact: Fact; cancels: boolean }[])[],
  check: (before: State, after: State) => void,
): State {
  return steps.reduce((before, step) => {
    const after = play(before, step);
    check(before, after);
    return after;
  }, empty);
}

describe('settle', () => {
  test('every wanted night has exactly one holder, and it is one that wants it', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, { facts, locks }) => {
          const held = holders(locks);
          const wants = wanting(facts.values());
          expect(new Set(held.keys())).toEqual(new Set(wants.keys()));
          for (const [night, holder] of held) expect(wants.get(night)).toContain(holder);
        });
      }),
    );
  });

  test('who holds a night and still wants it keeps it; a free one goes to the first by precedence', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (before, after) => {
          const held = holders(before.locks);
          const wants = wanting(after.facts.values());
          for (const [night, holder] of holders(after.locks)) {
            const previous = held.get(night);
            const keeps = previous !== undefined && wants.get(night)?.includes(previous);
            expect(holder).toBe(keeps ? previous : wants.get(night)?.[0]);
          }
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

  test('open conflicts are the overlapping pairs of which one at least is a stay, each once', () => {
    fc.assert(
      fc.property(history, (steps) => {
        eachState(steps, (_, { facts, conflicts }) => {
          const all = [...facts.values()];
          const pairs = all.flatMap((first) =>
            all
              .filter((second) => first.id < second.id)
              .filter((second) => first.kind === 'stay' || second.kind === 'stay')
              .filter((second) =>
                leavesOf(scope, first.unitId).some((leaf) => leavesOf(scope, second.unitId).includes(leaf)),
              )
              .flatMap((second) => {
                const nights = eachNight(first).filter((night) => eachNight(second).includes(night));
                return nights.length === 0
                  ? []
                  : [`${first.id} ${second.id} ${nights.at(0)} ${nights.length}`];
              }),
          );
          const open = conflicts
            .filter(({ status }) => status !== 'resolved')
            .map(
              (row) => `${row.firstBookingId} ${row.secondBookingId} ${row.checkIn} ${eachNight(row).length}`,
            );
          expect(open.toSorted()).toEqual(pairs.toSorted());
        });
      }),
    );
  });

  test('the nights held do not depend on the order in which facts came to be known', () => {
    const facts = fc.uniqueArray(fact, { selector: ({ id }) => id, maxLength: 8 });
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
      }),
    );
  });

  test('a conflict between a room and its villa is the room’s', () => {
    const stay = {
      kind: 'stay',
      tentative: false,
      checkIn: TODAY,
      checkOut: addNights(TODAY, 2),
      createdAt: new Date(0),
    } as const;
    const villa: Fact = { ...stay, id: 'booking-1', unitId: 'villa' };
    const room: Fact = { ...stay, id: 'booking-2', unitId: 'room-b' };
    const { conflicts } = play(play(empty, [{ fact: villa, cancels: false }]), [
      { fact: room, cancels: false },
    ]);
    expect(conflicts).toMatchObject([{ unitId: 'room-b', checkIn: TODAY }]);
  });
});
