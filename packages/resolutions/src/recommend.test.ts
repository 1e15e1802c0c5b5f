import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPreferences } from './preferences.ts';
import type { Question } from './question.ts';
import { recommend } from './recommend.ts';
import { anyQuestion, elsewhere, platform, question, room, stay } from './test-question.ts';

/** Each way out with the booking it burdens: of a move, the last one, which is the conflict's own. */
function shown(asked: Question): string[] {
  return recommend(asked).map(({ resolution }) => {
    const bookingId = resolution.kind === 'move' ? resolution.moves.at(-1)?.bookingId : resolution.bookingId;
    return `${resolution.kind} ${bookingId}`;
  });
}

function summaries(asked: Question): string[] {
  return recommend(asked).map(({ summary }) => summary);
}

describe('the ways out of a conflict', () => {
  const a = stay('a', '03-10 03-14');
  const b = stay('b', '03-12 03-16', {
    createdAt: new Date('2027-03-02T06:00:00Z'),
    platform: platform(),
    byFeed: true,
  });
  const rooms = [room('Room 1'), room('Room 2')];
  const busy = stay('c', '03-10 03-14', { unitId: 'room 2', kind: 'block' });

  it('are ranked from what hurts nobody to what costs a guest, whoever booked later first', () => {
    expect(
      summaries(
        question({
          bookings: [a, b],
          places: rooms,
          elsewhere: [elsewhere('Beach', 'Goa'), elsewhere('Amber', 'Jaipur')],
        }),
      ),
    ).toEqual([
      'Move the StayHub stay of 12–16 Mar to Room 2',
      'Move the direct stay of 10–14 Mar to Room 2',
      'Move the StayHub stay of 12–16 Mar to Beach, House Beach',
      'Move the direct stay of 10–14 Mar to Beach, House Beach',
      'Shift the StayHub stay of 12–16 Mar to 14–18 Mar',
      'Shift the StayHub stay of 12–16 Mar to 6–10 Mar',
      'Shorten the StayHub stay of 12–16 Mar to 14–16 Mar',
      'Shift the direct stay of 10–14 Mar to 8–12 Mar',
      'Shift the direct stay of 10–14 Mar to 16–20 Mar',
      'Shorten the direct stay of 10–14 Mar to 10–12 Mar',
      'Move the StayHub stay of 12–16 Mar to Amber, House Amber',
      'Move the direct stay of 10–14 Mar to Amber, House Amber',
      'Cancel the StayHub stay of 12–16 Mar, keep the direct stay of 10–14 Mar',
      'Cancel the direct stay of 10–14 Mar, keep the StayHub stay of 12–16 Mar',
      'Say that the direct stay of 10–14 Mar and the StayHub stay of 12–16 Mar are one booking',
    ]);
  });

  it('each say why, what they cost and what is to be done', () => {
    const [move] = recommend(question({ bookings: [a, b], places: rooms }));
    expect(move).toMatchObject({
      reason:
        'Room 2 is free for all 4 nights, in the same property. The direct stay of 10–14 Mar keeps the nights: it was known first, since Mon 1 Mar, 11:30 IST.',
      cost: { amount: 0, currency: 'INR', sentence: 'Nothing: the guest stays in the same property.' },
      steps: [{ kind: 'move_here' }, { kind: 'tell_guest' }],
    });
    const cancels = recommend(question({ bookings: [a, b] })).filter(
      ({ resolution }) => resolution.kind === 'cancel',
    );
    expect(cancels.map(({ reason }) => reason)).toEqual([
      'The direct stay of 10–14 Mar keeps the nights: it was known first, since Mon 1 Mar, 11:30 IST.',
      'The direct stay of 10–14 Mar would come first, because it was known first, since Mon 1 Mar, 11:30 IST; the choice is yours.',
    ]);
    expect(cancels[0]?.cost.sentence).toBe('StayHub charges 25% of the booking.');
  });

  it('name who makes room', () => {
    const c = stay('c', '03-14 03-18', { unitId: 'room 2' });
    expect(recommend(question({ bookings: [a, b], places: rooms, others: [c] }))[0]).toMatchObject({
      summary: 'Move the StayHub stay of 12–16 Mar to Room 2, where another stay makes room',
      reason: expect.stringContaining(
        'No unit of the property is free for all 4 nights, but Room 2 is once the direct stay of 14–18 Mar goes to Room 1.',
      ),
      steps: [{ bookingId: 'c' }, { bookingId: 'c' }, { bookingId: 'b' }, { bookingId: 'b' }],
    });
  });

  it('include a split where no unit is free throughout', () => {
    const free = stay('c', '03-14 03-20', { unitId: 'room 2', kind: 'block' });
    const splitOf = (second: typeof b) =>
      recommend(question({ bookings: [a, second], places: rooms, others: [free] })).find(
        ({ resolution }) => resolution.kind === 'split',
      );
    // A feed would bring the undivided stay back.
    expect(splitOf({ ...b, byFeed: true })).toBeUndefined();
    const split = splitOf({ ...b, byFeed: false });
    expect(split?.summary).toBe(
      'Split the StayHub stay of 12–16 Mar: Room 2 for the nights 12–13 Mar, then Room 1 for the nights 14–15 Mar',
    );
  });

  it('begin with releasing a block that was closed by hand, and say what else opens', () => {
    const block = stay('b', '03-12 03-16', { kind: 'block' });
    const [first] = recommend(question({ bookings: [a, block], places: rooms }));
    expect(first).toMatchObject({
      summary: 'Release the block of 12–16 Mar, keep the direct stay of 10–14 Mar',
      reason: 'A guest booked nights that you closed.',
      cost: {
        sentence: 'Nothing. Its other nights open too: nights 14–15 Mar. Close them again if you need them.',
      },
    });
    expect(shown(question({ bookings: [a, block], places: rooms }))).not.toContain('cancel b');
  });

  it('end with releasing what may be a guest’s', () => {
    const doubtful = { ...b, kind: 'block' as const, cannotTell: true };
    expect(shown(question({ bookings: [a, doubtful] })).slice(-3)).toEqual([
      'cancel a',
      'releaseBlock b',
      'sameBooking a',
    ]);
    const same = { ...doubtful, checkIn: a.checkIn, checkOut: a.checkOut };
    expect(shown(question({ bookings: [a, same] }))[0]).toBe('sameBooking a');
  });

  it('decline a request before anything that burdens a guest, but after a move', () => {
    const asked = question({ bookings: [a, { ...b, tentative: true }], places: rooms });
    expect(shown(asked).slice(0, 3)).toEqual(['move b', 'move a', 'cancel b']);
    expect(summaries(asked)[2]).toBe(
      'Decline the StayHub request of 12–16 Mar, keep the direct stay of 10–14 Mar',
    );
  });

  it('leave a guest in the house alone', () => {
    const inHouse = stay('a', '03-03 03-14');
    const ways = shown(question({ bookings: [inHouse, b], places: rooms }));
    expect(ways.filter((way) => way.endsWith(' a'))).toEqual(['sameBooking a']);
    expect(ways).toContain('cancel b');
    const preferences = { ...defaultPreferences, neverMoveInHouse: false };
    const allowed = shown(question({ bookings: [inHouse, b], places: rooms, preferences }));
    expect(allowed.filter((way) => way.endsWith(' a'))).toEqual(['split a', 'sameBooking a']);
  });

  it('say that both are one booking first where a code tells, late where nothing does, never against a person’s word', () => {
    const sameness = { code: false, guest: false, saidDifferent: false };
    const places = (signs: Partial<typeof sameness>) =>
      shown(
        question({
          bookings: [a, b],
          places: [...rooms],
          others: [busy],
          sameness: { ...sameness, ...signs },
        }),
      );
    expect(places({ code: true })[0]).toBe('sameBooking a');
    expect(places({ guest: true }).slice(0, 2)).toEqual(['sameBooking a', 'changeDates b']);
    expect(places({}).at(-1)).toBe('sameBooking a');
    expect(places({ code: true, saidDifferent: true })).not.toContain('sameBooking a');
  });

  it('are none but that one of nights that are over', () => {
    const bookings = [stay('a', '03-01 03-03'), stay('b', '03-02 03-04')] as const;
    expect(shown(question({ bookings, places: rooms }))).toEqual(['sameBooking a']);
  });

  it('follow what the organization wants', () => {
    const winner = (preference: typeof defaultPreferences.winner) =>
      shown(
        question({
          bookings: [
            { ...a, value: 5_000_00 },
            { ...b, value: 9_000_00 },
          ],
          preferences: { ...defaultPreferences, winner: preference },
        }),
      ).filter((way) => way.startsWith('cancel'));
    expect(winner('first_booked')).toEqual(['cancel b', 'cancel a']);
    expect(winner('highest_value')).toEqual(['cancel a', 'cancel b']);
  });

  it('may be done without asking only where they are safe and the organization allows them', () => {
    const automatic = ['same_booking', 'release_block', 'move_in_property'] as const;
    const allowing = { ...defaultPreferences, automatic: [...automatic] };
    const doubles = rooms.map((each) => ({ ...each, sleeps: 2 }));
    const unasked = (fields: Partial<Question>) =>
      recommend(question({ places: doubles, preferences: allowing, ...fields }))
        .filter(({ withoutAsking }) => withoutAsking)
        .map(({ summary }) => summary);
    expect(unasked({ bookings: [a, b], preferences: defaultPreferences })).toEqual([]);
    expect(unasked({ bookings: [a, b], elsewhere: [elsewhere('Beach', 'Goa')] })).toEqual([
      'Move the StayHub stay of 12–16 Mar to Room 2',
    ]);
    // Nobody said how many it sleeps.
    expect(unasked({ bookings: [a, b], places: rooms })).toEqual([]);
    const block = stay('b', '03-12 03-16', { kind: 'block' });
    expect(unasked({ bookings: [a, block], others: [busy] })).toEqual([
      'Release the block of 12–16 Mar, keep the direct stay of 10–14 Mar',
    ]);
    expect(unasked({ bookings: [{ ...a, tentative: true }, block], others: [busy] })).toEqual([]);
    expect(
      unasked({ bookings: [a, { ...block, platform: platform(), byFeed: true }], others: [busy] }),
    ).toEqual([]);
    const sameness = { code: true, guest: false, saidDifferent: false };
    expect(unasked({ bookings: [a, b], others: [busy], sameness })).toHaveLength(1);
  });
});

it('are the same in the same order, in whatever order the rows come', () => {
  const shuffled = <T>(things: readonly T[], seed: number): T[] =>
    things
      .map((thing, at) => ({ thing, key: Math.sin(seed + at * 7.3) }))
      .toSorted((x, y) => x.key - y.key)
      .map(({ thing }) => thing);
  fc.assert(
    fc.property(anyQuestion, fc.nat(), (asked, seed) => {
      const other: Question = {
        ...asked,
        bookings: seed % 2 === 0 ? asked.bookings : [asked.bookings[1], asked.bookings[0]],
        places: shuffled(asked.places, seed),
        others: shuffled(asked.others, seed),
      };
      const found = recommend(asked);
      expect(recommend(other)).toEqual(found);
      const resolutions = found.map(({ resolution }) => JSON.stringify(resolution));
      expect(new Set(resolutions).size).toBe(resolutions.length);
    }),
    { numRuns: 200 },
  );
}, 30_000);
