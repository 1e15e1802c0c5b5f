import fc from 'fast-check';
import { expect, it } from 'vitest';
import { istNight, type Night } from '@roomnight/calendar/night';
import { eachNight, type Stay } from '@roomnight/calendar/stay';
import type { Change, PutBooking } from '@roomnight/contracts/change-set';
import { evaluate } from './evaluate.ts';
import { content, minutes } from './feed.test-data.ts';
import { anyFacts, anyPolls, type Poll } from './polls.test-data.ts';
import { emptySnapshot, type FeedContent, type FeedSnapshot } from './snapshot.ts';

/** The calendar as it would be kept: bookings by id. */
function apply(calendar: Map<string, PutBooking>, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.op === 'put') calendar.set(change.bookingId, change);
    else calendar.delete(change.bookingId);
  }
}

function nightsOf(stays: Iterable<Stay>, today: Night): Set<Night> {
  return new Set([...stays].flatMap(eachNight).filter((night) => night >= today));
}

/** Polls a feed again and again beside a model that knows nothing but nights, and tells where the two disagree. */
function violations(polls: readonly Poll[], stableUids: boolean): string[] {
  const found: string[] = [];
  const calendar = new Map<string, PutBooking>();
  let snapshot: FeedSnapshot = emptySnapshot;
  let believed: FeedContent = emptySnapshot.content;
  let now = minutes(0);
  let ids = 0;
  /** The first of the healthy polls in a row that did not report a night. */
  const absentSince = new Map<Night, Date>();

  for (const poll of polls) {
    now = new Date(now.getTime() + poll.minutes * 60_000);
    const today = istNight(now);
    const said = poll.notModified ? believed : poll.content;
    const before = [...calendar.values()];
    const answer = evaluate({
      // As a database would give it back.
      snapshot: JSON.parse(JSON.stringify(snapshot)),
      reading: poll.notModified ? 'not_modified' : poll.content,
      now,
      exportedNights: [],
      stableUids,
      newId: () => `b${++ids}`,
    });
    apply(calendar, answer.changes);
    const held = nightsOf(calendar.values(), today);
    const freed = nightsOf(before, today).difference(held);
    const violate = (what: string, nights: Set<Night>) => {
      if (nights.size > 0) found.push(`${what}: ${[...nights].join(' ')}`);
    };

    const guests = before.filter(
      ({ kind, checkIn, checkOut }) => kind === 'stay' && checkIn <= today && today < checkOut,
    );
    violate('freed under a guest in the house', freed.intersection(nightsOf(guests, today)));
    if (answer.health === 'suspect') {
      violate('freed by a suspect feed', freed);
      if (answer.changes.length > 0) found.push('changed by a suspect feed');
      continue;
    }
    const reported = nightsOf(said.facts, today);
    violate('reported and not held', reported.difference(held));
    const absent = nightsOf(before, today).difference(reported);
    for (const night of reported) absentSince.delete(night);
    for (const night of absent) {
      if (said.unreadable === 0 && !absentSince.has(night)) absentSince.set(night, now);
    }
    const called = new Set(said.cancelled);
    const calledOff = before.filter(({ icalUid }) => called.has(icalUid.replace(/#.*/, '')));
    const silently = freed.difference(nightsOf(calledOff, today));
    violate('freed at first sight', new Set([...silently].filter((night) => absentSince.get(night) === now)));
    if (said.unreadable > 0) violate('freed by a feed that cannot be read wholly', silently);

    const vanished = new Set(
      answer.changes.flatMap((change) =>
        change.op === 'cancel' && change.reason.startsWith('It vanished') ? [change.bookingId] : [],
      ),
    );
    const lost = nightsOf(
      before.filter(({ bookingId }) => vanished.has(bookingId)),
      today,
    ).intersection(silently);
    const early = [...lost].filter(
      (night) => now.getTime() - (absentSince.get(night) ?? now).getTime() < 30 * 60_000,
    );
    violate('freed within 30 minutes', new Set(early));
    believed = said;
    ({ snapshot } = answer);
  }
  return found;
}

const patience = { timeout: 30_000 };

it.each([true, false])(
  'frees nothing but as the table says, loses nothing (stable UIDs: %s)',
  patience,
  (stableUids) => {
    fc.assert(
      fc.property(anyPolls, (polls) => {
        expect(violations(polls, stableUids)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  },
);

it.each([true, false])(
  'does not depend on the order of facts or entries (stable UIDs: %s)',
  patience,
  (stableUids) => {
    fc.assert(
      fc.property(anyFacts, anyFacts, fc.subarray(['a', 'b']), (known, reported, cancelled) => {
        const decide = (turn: <T>(list: readonly T[]) => T[]) => {
          let ids = 0;
          const base = { exportedNights: [], stableUids, newId: () => `b${++ids}` };
          const start = {
            ...base,
            snapshot: emptySnapshot,
            reading: content(...turn(known)),
            now: minutes(0),
          };
          const { snapshot } = evaluate(start);
          const turned = { ...snapshot, entries: turn(snapshot.entries) };
          const reading = { ...content(...turn(reported)), cancelled };
          const answer = evaluate({ ...base, snapshot: turned, reading, now: minutes(45) });
          const { changes, health, sentence, questions, recheckAt } = answer;
          return { changes, health, sentence, questions, recheckAt };
        };
        expect(decide((list) => list.toReversed())).toEqual(decide((list) => [...list]));
      }),
      { numRuns: 300 },
    );
  },
);
