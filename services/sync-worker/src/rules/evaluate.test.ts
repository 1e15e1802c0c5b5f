import { describe, expect, it } from 'vitest';
import type { FeedFact } from '@roomnight/platforms/feed';
import { block, brief, content, feedUnderTest, minutes, stay } from './feed.test-data.ts';

const asha = stay('asha', '2026-12-01', '2026-12-04');
const ben = stay('ben', '2026-12-10', '2026-12-12');
const chitra = stay('chitra', '2026-12-20', '2026-12-22');
const inHouse = stay('devi', '2026-11-21', '2026-11-25');
const over = stay('esha', '2026-11-10', '2026-11-12');

describe('a healthy feed', () => {
  it('gives its nights at once, and changes nothing when it says the same', () => {
    const poll = feedUnderTest();
    const first = poll(content(ben, asha, over), minutes(0));
    expect(brief(first)).toEqual(['b1 2026-12-01/2026-12-04', 'b2 2026-12-10/2026-12-12']);
    expect(first).toMatchObject({ health: 'healthy', sentence: '2 new at 12:00 IST', recheckAt: undefined });
    for (const reading of [content(asha, ben), 'not_modified'] as const) {
      expect(poll(reading, minutes(45))).toMatchObject({ changes: [], sentence: 'unchanged at 12:45 IST' });
    }
  });

  it('tells what is new about a known booking', () => {
    const poll = feedUnderTest();
    poll(content(asha), minutes(0));
    const told = poll(content({ ...asha, guest: { phoneLast4: '0042' } }), minutes(45));
    expect(told.changes).toMatchObject([{ op: 'put', bookingId: 'b1', guest: { phoneLast4: '0042' } }]);
  });

  it('says of a block whether its feed can tell it from a stay, also once that changes', () => {
    const poll = feedUnderTest();
    const closed = block('closed', '2026-12-01', '2026-12-04');
    const told = (facts: readonly FeedFact[], now: Date) => poll(content(...facts), now).changes;
    expect(told([closed], minutes(0))).toMatchObject([{ kind: 'block', cannotTell: false }]);
    expect(told([{ ...closed, cannotTell: true }], minutes(45))).toMatchObject([{ cannotTell: true }]);
    expect(told([{ ...closed, cannotTell: true }], minutes(90))).toEqual([]);
  });
});

describe('a missing stay', () => {
  it('is cancelled by a second healthy poll 30 minutes later, not before', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    expect(poll(content(asha), minutes(45))).toMatchObject({ changes: [], recheckAt: minutes(75) });
    expect(brief(poll(content(asha), minutes(60)))).toEqual([]);
    expect(brief(poll(content(asha), minutes(75)))).toEqual(['b2 cancelled']);
    expect(brief(poll(content(asha), minutes(76)))).toEqual([]);
  });

  it('is confirmed by a 304 as well', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    poll(content(asha), minutes(45));
    expect(brief(poll('not_modified', minutes(80)))).toEqual(['b2 cancelled']);
  });

  it('starts anew when it was back in between', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    poll(content(asha), minutes(45));
    expect(poll(content(asha, ben), minutes(60)).recheckAt).toBeUndefined();
    expect(brief(poll(content(asha), minutes(120)))).toEqual([]);
  });

  it('is not confirmed by a feed with an event that cannot be read', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    poll(content(asha), minutes(30));
    for (const later of [45, 90, 135]) {
      const answer = poll({ ...content(asha), unreadable: 1 }, minutes(later));
      expect(answer).toMatchObject({ changes: [], recheckAt: undefined });
    }
  });

  it('is forgotten without a cancellation when it is over', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    const later = new Date('2026-12-05T06:30:00Z');
    expect(poll(content(ben), later)).toMatchObject({ changes: [], health: 'healthy', recheckAt: undefined });
  });

  it('gives its nights to another booking of the same feed at once', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben, chitra), minutes(0));
    const [sameNights, someNights] = [
      stay('x', '2026-12-01', '2026-12-05'),
      stay('y', '2026-12-11', '2026-12-13'),
    ];
    expect(brief(poll(content(sameNights, someNights, chitra), minutes(45)))).toEqual([
      'b1 cancelled',
      'b2 2026-12-10/2026-12-11',
      'b4 2026-12-01/2026-12-05',
      'b5 2026-12-11/2026-12-13',
    ]);
  });
});

describe('stays that a feed joins, because it tells each night by itself', () => {
  const nights = [2, 4, 6].map((n) => stay(`night ${n}`, `2026-12-0${n}`, `2026-12-0${n + 1}`));

  it('hand their nights over to the one they are part of: the feed is believed', () => {
    const poll = feedUnderTest();
    poll(content(...nights), minutes(0));
    const joined = poll(content(stay('night 2', '2026-12-02', '2026-12-07')), minutes(45));
    expect(joined.health).toBe('healthy');
    expect(brief(joined)).toEqual(['b2 cancelled', 'b3 cancelled', 'b1 2026-12-02/2026-12-07']);
    expect(poll('not_modified', minutes(90))).toMatchObject({ changes: [], health: 'healthy' });
  });

  it('do not when the nights are only closed now: whoever had them vanished', () => {
    const poll = feedUnderTest();
    poll(content(...nights), minutes(0));
    const closed = poll(content(block('closed', '2026-12-02', '2026-12-07')), minutes(45));
    expect(closed).toMatchObject({ changes: [], health: 'suspect' });
  });
});

describe('STATUS:CANCELLED', () => {
  it('is believed at once for a stay ahead', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    expect(brief(poll({ ...content(asha), cancelled: ['ben'] }, minutes(45)))).toEqual(['b2 cancelled']);
  });

  it('asks a person for a guest in the house', () => {
    const poll = feedUnderTest();
    poll(content(inHouse, asha), minutes(0));
    const answer = poll({ ...content(asha), cancelled: ['devi'] }, minutes(45));
    expect(answer).toMatchObject({ changes: [], health: 'healthy' });
    expect(answer.questions).toHaveLength(1);
  });
});

describe('changed dates', () => {
  it('are taken at once, and given up when the next poll says the same', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    const moved = stay('asha', '2026-12-02', '2026-12-06');
    const first = poll(content(moved, ben), minutes(45));
    expect(brief(first)).toEqual(['b1 2026-12-01/2026-12-06']);
    expect(first.recheckAt).toEqual(minutes(55));
    expect(brief(poll('not_modified', minutes(90)))).toEqual(['b1 2026-12-02/2026-12-06']);
    expect(brief(poll('not_modified', minutes(135)))).toEqual([]);
  });

  it('hold the old nights under a stand-in when the new ones lie apart', () => {
    const poll = feedUnderTest();
    poll(content(asha, ben), minutes(0));
    const moved = stay('asha', '2026-12-14', '2026-12-17');
    expect(brief(poll(content(ben, moved), minutes(45)))).toEqual([
      'b1 2026-12-14/2026-12-17',
      'b3 2026-12-01/2026-12-04',
    ]);
    expect(brief(poll(content(ben, moved), minutes(90)))).toEqual(['b3 cancelled']);
  });

  it('put everything back when the next poll says the old dates again', () => {
    const poll = feedUnderTest();
    poll(content(asha), minutes(0));
    poll(content(stay('asha', '2026-12-14', '2026-12-17')), minutes(45));
    expect(brief(poll(content(asha), minutes(90)))).toEqual([
      'b1 2026-12-01/2026-12-04',
      'b2 2026-12-14/2026-12-17',
    ]);
    expect(brief(poll(content(asha), minutes(135)))).toEqual(['b2 cancelled']);
  });

  it('keep the nights of a guest in the house until a person decides', () => {
    const poll = feedUnderTest();
    poll(content(inHouse), minutes(0));
    const shorter = { ...inHouse, checkOut: '2026-11-24' };
    for (const later of [45, 90, 24 * 60]) {
      const answer = poll(content(shorter), minutes(later));
      expect(brief(answer)).toEqual([]);
      expect(answer.questions).toHaveLength(1);
    }
  });

  it('keep the true start of a stay that the feed cuts to begin today', () => {
    const poll = feedUnderTest({ stableUids: false });
    poll(content(inHouse), minutes(0));
    expect(brief(poll(content({ ...inHouse, checkIn: '2026-11-23' }), minutes(45)))).toEqual([]);
  });
});

describe('a suspect feed changes nothing', () => {
  it.each([
    ['nothing ahead', [asha], { ...content(), horizon: null }],
    ['only what is over', [asha], { ...content(over), horizon: '2026-11-12' }],
    ['more than half gone at once', [asha, ben, chitra], content(stay('new', '2027-01-01', '2027-01-03'))],
    ['a guest in the house gone', [inHouse, asha], content(asha)],
  ])('with %s', (_case, before, after) => {
    const poll = feedUnderTest();
    const { snapshot } = poll(content(...before), minutes(0));
    for (const later of [45, 90, 135]) {
      const answer = poll(after, minutes(later));
      expect(answer).toMatchObject({ changes: [], health: 'suspect' });
      expect(answer.snapshot).toBe(snapshot);
      expect(answer.questions).toHaveLength(1);
    }
    expect(poll(content(...before), minutes(180))).toMatchObject({ changes: [], health: 'healthy' });
  });
});

describe('identity', () => {
  it('survives new UIDs where the platform mints them anew', () => {
    const poll = feedUnderTest({ stableUids: false });
    poll(content(asha, ben, chitra), minutes(0));
    const renamed = [
      stay('1', '2026-12-01', '2026-12-04'),
      stay('2', '2026-12-09', '2026-12-12'),
      stay('3', '2026-12-19', '2026-12-21'),
    ];
    const { snapshot, changes } = poll(content(...renamed), minutes(45));
    expect(snapshot.entries.map(({ bookingId, fact }) => `${bookingId} ${fact.uid}`)).toEqual([
      'b1 1',
      'b2 2',
      'b3 3',
    ]);
    expect(changes.every(({ op }) => op === 'put')).toBe(true);
  });

  it('is the UID where it is stable, and equal dates when even those change', () => {
    const poll = feedUnderTest({ stableUids: true });
    poll(content(asha, ben), minutes(0));
    const other = stay('other', '2026-12-10', '2026-12-11');
    const { snapshot } = poll(content({ ...asha, uid: 'renamed' }, other), minutes(45));
    expect(snapshot.entries.map(({ bookingId, fact }) => `${bookingId} ${fact.uid}`)).toEqual([
      'b1 renamed',
      'b3 other',
      'b2 ben',
    ]);
  });
});

describe('echoes', () => {
  const exported = [{ checkIn: '2026-12-05', checkOut: '2026-12-08' }];

  it('are no blocks, merged with their neighbours or not', () => {
    const poll = feedUnderTest({ exportedNights: exported });
    expect(brief(poll(content(block('e', '2026-12-05', '2026-12-08')), minutes(0)))).toEqual([]);
    expect(brief(poll(content(block('m', '2026-12-03', '2026-12-10')), minutes(45)))).toEqual([
      'b1 2026-12-03/2026-12-05',
      'b2 2026-12-08/2026-12-10',
    ]);
  });

  it('never hide a stay', () => {
    const poll = feedUnderTest({ exportedNights: exported });
    expect(brief(poll(content(stay('s', '2026-12-05', '2026-12-08')), minutes(0)))).toHaveLength(1);
  });

  it('are no stays either when they come back under our own UID, whatever the platform calls them', () => {
    const poll = feedUnderTest({ exportedNights: exported });
    const ours = stay('5f0c-2@roomnight', '2026-12-05', '2026-12-08');
    const anothers = stay('77aa@roomnight', '2026-12-20', '2026-12-22');
    expect(brief(poll(content(ours, anothers), minutes(0)))).toEqual(['b1 2026-12-20/2026-12-22']);
  });

  it('do not swallow a block that was the platform’s own before we exported its nights', () => {
    const poll = feedUnderTest();
    poll(content(block('own', '2026-12-05', '2026-12-08')), minutes(0));
    const answer = poll('not_modified', minutes(45), { exportedNights: exported });
    expect(answer).toMatchObject({ changes: [], counts: { missing: 0 } });
  });

  it('become blocks when we stopped exporting their nights and the platform keeps them', () => {
    const poll = feedUnderTest();
    poll(content(block('b', '2026-12-05', '2026-12-08')), minutes(0), { exportedNights: exported });
    expect(brief(poll('not_modified', minutes(45)))).toEqual(['b1 2026-12-05/2026-12-08']);
  });
});
