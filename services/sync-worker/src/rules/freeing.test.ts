import { describe, expect, it } from 'vitest';
import { withWords } from './words.ts';
import { block, brief, content, feedUnderTest, minutes, stay } from './feed.test-data.ts';
import type { FeedContent } from './snapshot.ts';

// When nights are freed: a test for each cell of the table in docs/architecture.md.

const ahead = stay('ahead', '2026-12-01', '2026-12-04');
const inHouse = stay('in-house', '2026-11-21', '2026-11-26');
const over = stay('over', '2026-11-20', '2026-11-24');
const other = stay('other', '2026-12-10', '2026-12-12');
const closed = block('closed', '2026-12-20', '2026-12-22');

/** The day after `over` left. */
const day = 24 * 60;
const healthy: [string, FeedContent | 'not_modified'][] = [
  ['the same body', content(other)],
  ['a 304', 'not_modified'],
];

describe('STATUS:CANCELLED with the same UID', () => {
  const cancelled = (uid: string) => ({ ...content(other), cancelled: [uid] });

  it('frees a stay ahead at once', () => {
    const poll = feedUnderTest();
    poll(content(ahead, other), minutes(0));
    expect(brief(poll(cancelled('ahead'), minutes(1)))).toEqual(['b1 cancelled']);
  });

  it('frees nothing where the same booking stands in the feed beside, not cancelled', () => {
    const poll = feedUnderTest();
    poll(content(ahead, other), minutes(0));
    const twice = { ...content({ ...ahead, uid: 'ahead#2026-12-01#2' }, other), cancelled: ['ahead'] };
    expect(poll(twice, minutes(45)).changes).toMatchObject([{ op: 'put', bookingId: 'b1' }]);
    expect(brief(poll(twice, minutes(90)))).toEqual([]);
  });

  it('asks a person while the guest is in the house, whatever the feed says later', () => {
    const poll = feedUnderTest();
    poll(content(inHouse, other), minutes(0));
    for (const later of [1, 45, day]) {
      expect(poll(cancelled('in-house'), minutes(later))).toMatchObject({
        changes: [],
        health: 'healthy',
        pending: [
          { bookingId: 'b1', why: expect.stringContaining('cancelled while its guest is in the house') },
        ],
      });
    }
  });

  it('does not matter once the stay is over', () => {
    const poll = feedUnderTest();
    poll(content(over, other), minutes(0));
    expect(poll(cancelled('over'), minutes(day))).toMatchObject({ changes: [], pending: [] });
  });
});

describe('the same booking with other dates', () => {
  it.each(healthy.map(([what]) => [what]))(
    'takes the new nights of a stay ahead at once, and gives up the old after %s',
    (what) => {
      const poll = feedUnderTest();
      poll(content(ahead, other), minutes(0));
      const moved = content({ ...ahead, checkIn: '2026-12-03', checkOut: '2026-12-06' }, other);
      expect(brief(poll(moved, minutes(45)))).toEqual(['b1 2026-12-01/2026-12-06']);
      const again = what === 'a 304' ? 'not_modified' : moved;
      expect(brief(poll(again, minutes(55)))).toEqual(['b1 2026-12-03/2026-12-06']);
    },
  );

  it('takes new nights while the guest is in the house', () => {
    const poll = feedUnderTest();
    poll(content(inHouse, other), minutes(0));
    const longer = poll(content({ ...inHouse, checkOut: '2026-11-28' }, other), minutes(45));
    expect(brief(longer)).toEqual(['b1 2026-11-21/2026-11-28']);
    expect(longer.pending).toEqual([]);
  });

  it('asks a person about a running stay that became shorter', () => {
    const poll = feedUnderTest();
    poll(content(inHouse, other), minutes(0));
    const shorter = content({ ...inHouse, checkOut: '2026-11-24' }, other);
    for (const later of [45, 90, day - 1]) {
      expect(poll(shorter, minutes(later))).toMatchObject({
        changes: [],
        health: 'healthy',
        pending: [{ nights: [{ checkIn: '2026-11-24', checkOut: '2026-11-26' }] }],
      });
    }
  });
});

describe('missing', () => {
  it.each(healthy)('frees a stay ahead after 30 minutes and %s, asked for early', (_what, again) => {
    const poll = feedUnderTest();
    poll(content(ahead, other), minutes(0));
    expect(poll(content(other), minutes(45))).toMatchObject({ changes: [], recheckAt: minutes(75) });
    expect(brief(poll(again, minutes(74)))).toEqual([]);
    expect(brief(poll(again, minutes(75)))).toEqual(['b1 cancelled']);
  });

  it('waits as long as the listing says, to a day', () => {
    const poll = feedUnderTest({ confirmMissingMinutes: day });
    poll(content(ahead, other), minutes(0));
    poll(content(other), minutes(45));
    expect(brief(poll(content(other), minutes(45 + day - 1)))).toEqual([]);
    expect(brief(poll(content(other), minutes(45 + day)))).toEqual(['b1 cancelled']);
  });

  it('never frees the nights of a guest in the house by itself', () => {
    const poll = feedUnderTest();
    poll(content(inHouse, other), minutes(0));
    for (const later of [45, 90, day, 2 * day])
      expect(poll(content(other), minutes(later))).toMatchObject({ changes: [], health: 'suspect' });
  });

  it('asks a person about a guest who was missing before arrival, and frees nothing', () => {
    const poll = feedUnderTest();
    const tomorrow = stay('tomorrow', '2026-11-24', '2026-11-27');
    poll(content(tomorrow, other), minutes(0));
    poll(content(other), minutes(12 * 60 - 10));
    const arrived = poll(content(other), minutes(12 * 60 + 30));
    expect(arrived).toMatchObject({ changes: [], health: 'healthy', pending: [{ bookingId: 'b1' }] });
  });

  it('does not matter once the stay is over', () => {
    const poll = feedUnderTest();
    poll(content(over, other), minutes(0));
    expect(poll(content(other), minutes(day))).toMatchObject({ changes: [], counts: { missing: 0 } });
  });

  it.each(healthy)('frees a block as a stay ahead, after %s', (_what, again) => {
    const poll = feedUnderTest();
    poll(content(closed, other), minutes(0));
    expect(brief(poll(content(other), minutes(45)))).toEqual([]);
    expect(brief(poll(again, minutes(76)))).toEqual(['b2 cancelled']);
  });

  it('never frees a stay that went missing together with many, or with everything', () => {
    const poll = feedUnderTest();
    poll(content(ahead, closed, other), minutes(0));
    for (const later of [45, 90, 5 * day]) {
      expect(poll({ ...content(), horizon: null }, minutes(later))).toMatchObject({
        changes: [],
        health: 'suspect',
        pending: [{ bookingId: 'b1' }, { bookingId: 'b2' }, { bookingId: 'b3' }],
      });
    }
  });
});

describe('a feed that is suspect, and shows what was gone', () => {
  const others = [1, 2, 3].map((n) => stay(`other-${n}`, `2026-12-1${n}`, `2026-12-1${n + 1}`));

  it.each([
    ['missing', content(...others)],
    ['shorter', content({ ...ahead, checkOut: '2026-12-03' }, ...others)],
  ])('makes a stay that is %s wait for two healthy polls again', (_what, without) => {
    const poll = feedUnderTest();
    poll(content(ahead, ...others), minutes(0));
    expect(poll(without, minutes(45)).changes).toEqual([]);
    expect(poll(content(ahead), minutes(55))).toMatchObject({ health: 'suspect', changes: [] });
    expect(poll(without, minutes(90))).toMatchObject({ health: 'healthy', changes: [] });
    expect(poll(without, minutes(130)).changes).toHaveLength(1);
  });
});

describe('a person’s word', () => {
  const decided = (free: string[]) => {
    const poll = feedUnderTest();
    const first = poll(content(inHouse, ahead, other), minutes(0));
    const shown = [
      { bookingId: 'b1', nights: [{ checkIn: '2026-11-23', checkOut: '2026-11-26' }] },
      { bookingId: 'b2', nights: [{ checkIn: '2026-12-01', checkOut: '2026-12-04' }] },
    ];
    const snapshot = withWords(first.snapshot, [{ id: 'd', by: 'manager', free, shown }]);
    return { poll, snapshot };
  };

  it('frees at once what the feed does not hold, and nothing that it does', () => {
    const { poll, snapshot } = decided(['b1', 'b2']);
    const answer = poll(content(ahead, other), minutes(5), { snapshot });
    expect(answer).toMatchObject({
      health: 'healthy',
      changes: [{ op: 'cancel', bookingId: 'b1', by: 'manager' }],
    });
    expect(answer.snapshot.entries.some(({ word }) => word)).toBe(false);
  });

  it('keeps a booking that is missing, for as long as it lasts', () => {
    const { poll, snapshot } = decided([]);
    poll(content(other), minutes(5), { snapshot });
    for (const later of [60, day, 2 * day]) {
      expect(poll(content(other), minutes(later))).toMatchObject({
        changes: [],
        health: 'healthy',
        pending: [{ said: 'keep' }, { said: 'keep' }],
      });
    }
  });

  it('is not on nights the person was not shown', () => {
    const poll = feedUnderTest();
    const { snapshot } = poll(content(inHouse, other), minutes(0));
    const shown = [{ bookingId: 'b1', nights: [{ checkIn: '2026-11-25', checkOut: '2026-11-26' }] }];
    const words = withWords(snapshot, [{ id: 'd', by: 'manager', free: ['b1'], shown }]);
    const shorter = content({ ...inHouse, checkOut: '2026-11-24' }, other);
    expect(poll(shorter, minutes(5), { snapshot: words })).toMatchObject({
      changes: [],
      pending: [{ nights: [{ checkIn: '2026-11-24', checkOut: '2026-11-26' }] }],
    });
  });

  it('ends when the feed reports the booking again, also a feed that is not believed otherwise', () => {
    const poll = feedUnderTest();
    const others = [1, 2, 3].map((n) => stay(`other-${n}`, `2026-12-1${n}`, `2026-12-1${n + 1}`));
    const { snapshot } = poll(content(ahead, ...others), minutes(0));
    const shown = [{ bookingId: 'b1', nights: [{ checkIn: '2026-12-01', checkOut: '2026-12-04' }] }];
    const words = withWords(snapshot, [{ id: 'd', by: 'manager', free: ['b1'], shown }]);
    expect(poll(content(ahead), minutes(5), { snapshot: words })).toMatchObject({
      health: 'suspect',
      pending: [{}, {}, {}],
    });
    expect(poll(content(...others), minutes(15))).toMatchObject({ health: 'healthy', changes: [] });
    expect(brief(poll(content(...others), minutes(45)))).toEqual(['b1 cancelled']);
  });

  it('frees nothing in a feed that cannot be read wholly, until it can', () => {
    const { poll, snapshot } = decided(['b1', 'b2']);
    const unreadable = { ...content(other), unreadable: 1 };
    expect(poll(unreadable, minutes(5), { snapshot })).toMatchObject({ changes: [] });
    expect(brief(poll(content(other), minutes(15)))).toEqual(['b1 cancelled', 'b2 cancelled']);
  });
});

describe('nights of which a feed cannot tell whether a guest sleeps there', () => {
  const perhaps = { ...block('perhaps', '2026-11-21', '2026-11-26'), cannotTell: true } as const;

  it('are not freed while one may be in the house', () => {
    const poll = feedUnderTest();
    poll(content(perhaps, other), minutes(0));
    for (const later of [45, 90, day]) {
      expect(poll(content(other), minutes(later))).toMatchObject({
        changes: [],
        health: 'suspect',
        pending: [{ bookingId: 'b1' }],
      });
    }
  });

  it('are not shortened either', () => {
    const poll = feedUnderTest();
    poll(content(perhaps, other), minutes(0));
    for (const later of [45, 90, day]) {
      expect(poll(content({ ...perhaps, checkOut: '2026-11-25' }, other), minutes(later))).toMatchObject({
        changes: [],
        pending: [{ why: 'The stay was shortened while perhaps a guest is in the house.' }],
      });
    }
  });

  it('are freed like a stay ahead while nobody can have come', () => {
    const poll = feedUnderTest();
    const later = { ...perhaps, checkIn: '2026-12-01', checkOut: '2026-12-04' };
    poll(content(later, other), minutes(0));
    poll(content(other), minutes(45));
    expect(brief(poll(content(other), minutes(80)))).toEqual(['b1 cancelled']);
  });
});
