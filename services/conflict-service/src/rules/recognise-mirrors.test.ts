import { describe, expect, test } from 'vitest';
import type { Fact } from './fact.ts';
import type { Mirror, Word } from './mirrors.ts';
import { recogniseMirrors } from './recognise-mirrors.ts';

const MARCH_1 = new Date('2027-03-01T06:00:00Z');
const later = (hours: number): Date => new Date(MARCH_1.getTime() + hours * 3_600_000);

function fact(id: string, checkIn: number, checkOut: number, fields: Partial<Fact> = {}): Fact {
  const listingId = fields.listingId === undefined ? 'airbnb' : fields.listingId;
  return {
    id,
    unitId: 'cottage',
    kind: 'stay',
    tentative: false,
    checkIn: `2027-03-${checkIn}`,
    checkOut: `2027-03-${checkOut}`,
    createdAt: fields.nightsSince ?? MARCH_1,
    listingId,
    source: listingId === null ? 'direct' : 'import',
    icalUid: `${id}-0123456789@${listingId}`,
    cannotTell: false,
    nightsSince: MARCH_1,
    heldUntil: null,
    ...fields,
  };
}

const block = (id: string, checkIn: number, checkOut: number, fields: Partial<Fact> = {}): Fact =>
  fact(id, checkIn, checkOut, { kind: 'block', listingId: 'vrbo', ...fields });

/** What is recognised when the last fact comes to the others. */
function recognised(facts: readonly Fact[], known: readonly Mirror[] = [], words: readonly Word[] = []) {
  const changes = facts.slice(-1).map((after) => ({ after }));
  return recogniseMirrors(facts, changes, known, words).all.map(
    ({ mirrorId, originalId, sign }) => `${mirrorId} shows ${originalId} by ${sign}`,
  );
}

describe('the same UID', () => {
  test('in the feeds of two listings of a unit means one stay, and the one known first is the original', () => {
    const uid = { icalUid: '1418fb94e984-7c1d@airbnb.com' };
    const original = fact('stay', 10, 13, uid);
    const republished = fact('copy', 10, 13, { ...uid, listingId: 'google', nightsSince: later(5) });
    expect(recognised([original, republished])).toEqual(['copy shows stay by uid']);
    expect(recognised([republished, original])).toEqual(['copy shows stay by uid']);
  });

  test('still means it when the copy is late with changed dates, but not when they share no night', () => {
    const uid = { icalUid: '1418fb94e984-7c1d@airbnb.com' };
    const late = fact('copy', 10, 13, { ...uid, listingId: 'google', nightsSince: later(5) });
    expect(recognised([late, fact('stay', 11, 14, uid)])).toEqual(['copy shows stay by uid']);
    expect(recognised([late, fact('stay', 13, 14, uid)])).toEqual([]);
  });

  test('is that of the pieces too in which a reading holds an event', () => {
    const copy = fact('copy', 10, 13, {
      icalUid: '1418fb94e984-7c1d@airbnb.com',
      listingId: 'google',
      nightsSince: later(5),
    });
    const left = fact('left', 10, 13, { icalUid: '1418fb94e984-7c1d@airbnb.com#left-1' });
    expect(recognised([copy, left])).toEqual(['copy shows left by uid']);
  });

  test.each([
    ['is counted', '42@calendar'],
    ['is made of the dates', '20270310-20270313@hotel.example'],
    ['is made of the dates, written otherwise', 'booking-2027-03-10@hotel.example'],
    ['was made up by the reading', 'no-uid:2027-03-10/2027-03-13'],
  ])('means nothing when it %s', (_, icalUid) => {
    expect(
      recognised([fact('one', 10, 13, { icalUid }), fact('other', 10, 13, { icalUid, listingId: 'google' })]),
    ).toEqual([]);
  });

  test('means nothing in one feed, nor in another unit', () => {
    const uid = { icalUid: '1418fb94e984-7c1d@airbnb.com' };
    const stay = fact('stay', 10, 13, uid);
    expect(recognised([stay, fact('again', 10, 13, uid)])).toEqual([]);
    const elsewhere = { ...uid, listingId: 'google', unitId: 'villa' };
    expect(recognised([stay, fact('elsewhere', 10, 13, elsewhere)])).toEqual([]);
  });
});

describe('a block with the nights of a stay', () => {
  test('of another listing, or of a direct booking, shows that stay', () => {
    const copy = block('copy', 10, 13, { nightsSince: later(12) });
    expect(recognised([fact('stay', 10, 13), copy])).toEqual(['copy shows stay by nights']);
    expect(recognised([fact('stay', 10, 13, { listingId: null }), copy])).toEqual([
      'copy shows stay by nights',
    ]);
  });

  test('may be known a little earlier: its platform polled the other one sooner than we did', () => {
    const copy = block('copy', 10, 13);
    expect(recognised([copy, fact('stay', 10, 13, { nightsSince: later(3) })])).toHaveLength(1);
    expect(recognised([copy, fact('stay', 10, 13, { nightsSince: later(3.1) })])).toEqual([]);
  });

  test('may be known long before the stay of a listing that was connected later', () => {
    const copy = block('copy', 10, 13);
    const stay = fact('stay', 10, 13, { createdAt: later(400), nightsSince: null });
    expect(recognised([copy, stay])).toEqual(['copy shows stay by nights']);
  });

  test('shows neighbouring stays together, which its platform merged, and nothing less than all of its nights', () => {
    const stays = [fact('first', 10, 13), fact('second', 13, 15, { listingId: null })];
    expect(recognised([...stays, block('copy', 10, 15)])).toEqual([
      'copy shows first by nights',
      'copy shows second by nights',
    ]);
    expect(recognised([...stays, block('copy', 10, 16)])).toEqual([]);
    expect(recognised([...stays, block('copy', 10, 14)])).toEqual([]);
  });

  test('is no copy in its own feed, made by hand, or of another block', () => {
    expect(recognised([fact('stay', 10, 13, { listingId: 'vrbo' }), block('block', 10, 13)])).toEqual([]);
    expect(recognised([fact('stay', 10, 13), block('block', 10, 13, { listingId: null })])).toEqual([]);
    expect(recognised([block('one', 10, 13), block('other', 10, 13, { listingId: 'airbnb' })])).toEqual([]);
  });

  test('is never taken for one when its feed cannot tell: nobody may sleep in a taken bed', () => {
    expect(recognised([fact('stay', 10, 13), block('closed', 10, 13, { cannotTell: true })])).toEqual([]);
  });

  test('two stays with equal nights are two stays', () => {
    expect(recognised([fact('one', 10, 13), fact('other', 10, 13, { listingId: 'vrbo' })])).toEqual([]);
  });
});

describe('what was recognised', () => {
  const shows: Mirror = { mirrorId: 'copy', originalId: 'stay', sign: 'nights' };

  test('lasts when either moves, because the other follows later', () => {
    expect(recognised([block('copy', 10, 13), fact('stay', 11, 14)], [shows])).toHaveLength(1);
    expect(recognised([fact('stay', 10, 13), block('copy', 20, 23)], [shows])).toHaveLength(1);
  });

  test('makes a block believed again for the next stay on its nights, however late that is known', () => {
    const next = fact('next', 10, 13, { nightsSince: later(100) });
    expect(recognised([block('copy', 10, 13), next], [shows])).toEqual([
      'copy shows stay by nights',
      'copy shows next by nights',
    ]);
  });

  test('ends when the copy turns out to be a stay, or perhaps one', () => {
    const stay = fact('stay', 10, 13);
    expect(recognised([stay, fact('copy', 10, 13, { listingId: 'vrbo' })], [shows])).toEqual([]);
    expect(recognised([stay, block('copy', 10, 13, { cannotTell: true })], [shows])).toEqual([]);
  });

  test('by UID ends when a copy with a new UID moved away: it may be another guest', () => {
    const byUid: Mirror = { ...shows, sign: 'uid' };
    const moved = fact('copy', 20, 23, { listingId: 'google' });
    expect(recognised([fact('stay', 10, 13), moved], [byUid])).toEqual([]);
    const renamed = fact('copy', 11, 13, { listingId: 'google', nightsSince: later(1) });
    expect(recognised([fact('stay', 10, 13), renamed], [byUid])).toEqual(['copy shows stay by uid']);
  });
});

describe('a person’s word', () => {
  const say = (same: boolean): Word[] => [
    { firstBookingId: 'copy', secondBookingId: 'stay', same, reason: null },
  ];

  test('makes one booking of two that nothing else would', () => {
    const stays = [fact('stay', 10, 13), fact('copy', 11, 14, { listingId: 'vrbo', nightsSince: later(1) })];
    expect(recognised(stays, [], say(true))).toEqual(['copy shows stay by person']);
  });

  test('parts what was recognised, and what would be', () => {
    const facts = [fact('stay', 10, 13), block('copy', 10, 13)];
    const known: Mirror = { mirrorId: 'copy', originalId: 'stay', sign: 'nights' };
    expect(recognised(facts, [known], say(false))).toEqual([]);
    expect(recognised(facts, [], say(false))).toEqual([]);
  });
});
