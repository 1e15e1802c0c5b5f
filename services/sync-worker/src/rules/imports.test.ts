import { expect, it } from 'vitest';
import { block, brief, content, feedUnderTest, minutes, stay } from './feed.test-data.ts';
import { labelEvents } from './label-events.ts';

const guest = stay('guest', '2026-12-01', '2026-12-04');
const closure = block('closure', '2026-12-10', '2026-12-12');
const cannotTell = { ...block('cannot-tell', '2026-12-20', '2026-12-22'), cannotTell: true } as const;
const everything = { importBlocks: true, horizonDays: 730 };
const noBlocks = { importBlocks: false, horizonDays: 730 };

it('does not import blocks where the listing says so, but what may be a stay', () => {
  const poll = feedUnderTest({ imports: noBlocks });
  expect(brief(poll(content(guest, closure, cannotTell), minutes(0)))).toEqual([
    'b1 2026-12-01/2026-12-04',
    'b2 2026-12-20/2026-12-22',
  ]);
});

it('lets imported blocks go at once when the setting changes, and takes them again when it changes back', () => {
  const poll = feedUnderTest({ imports: everything });
  const said = content(guest, closure, cannotTell);
  poll(said, minutes(0));
  const off = poll(said, minutes(1), { imports: noBlocks });
  expect(off.changes).toEqual([
    {
      op: 'cancel',
      bookingId: 'b2',
      reason: 'Closed by the host, and blocks of this listing are not imported.',
    },
  ]);
  expect(poll('not_modified', minutes(2), { imports: noBlocks })).toMatchObject({ changes: [] });
  expect(brief(poll('not_modified', minutes(3)))).toEqual(['b4 2026-12-10/2026-12-12']);
});

it('frees no stay because the platform now calls it a block that is not imported', () => {
  const poll = feedUnderTest({ imports: noBlocks });
  poll(content(guest, cannotTell), minutes(0));
  const turned = content({ ...guest, kind: 'block' }, cannotTell);
  expect(poll(turned, minutes(45))).toMatchObject({ changes: [], counts: { missing: 1 } });
});

it('imports what begins within the horizon, whole, and the rest when its day comes', () => {
  const imports = { importBlocks: true, horizonDays: 30 };
  const poll = feedUnderTest({ imports });
  const crossing = stay('crossing', '2026-12-22', '2027-01-05');
  const beyond = stay('beyond', '2026-12-24', '2026-12-26');
  expect(brief(poll(content(guest, crossing), minutes(0)))).toHaveLength(2);
  expect(brief(poll(content(guest, beyond), minutes(1)))).toEqual([]);
  expect(brief(poll('not_modified', minutes(2 * 24 * 60)))).toContain('b3 2026-12-24/2026-12-26');
});

it('frees nothing that is known because the horizon was moved nearer', () => {
  const poll = feedUnderTest({ imports: everything });
  const said = content(guest, stay('far', '2027-10-01', '2027-10-05'));
  poll(said, minutes(0));
  const nearer = { imports: { importBlocks: true, horizonDays: 30 } };
  expect(poll(said, minutes(1), nearer)).toMatchObject({ changes: [], counts: { missing: 0 } });
});

it('says of each event whether it takes nights here, and why not', () => {
  const event = (as: 'stay' | 'block' | 'closed' | 'settings', checkIn: string, checkOut: string) => ({
    uid: `${as}${checkIn}`,
    checkIn,
    checkOut,
    as,
    reason: 'As read.',
    line: 4,
  });
  const labelled = labelEvents(
    [
      event('stay', '2026-12-01', '2026-12-04'),
      event('block', '2026-12-05', '2026-12-08'),
      event('block', '2026-12-07', '2026-12-10'),
      event('block', '2026-12-20', '2026-12-22'),
      event('closed', '2026-12-26', '2026-12-28'),
      event('stay', '2027-06-01', '2027-06-05'),
      event('settings', '2027-08-01', '2027-09-05'),
    ],
    {
      exportedNights: [{ checkIn: '2026-12-05', checkOut: '2026-12-08' }],
      entries: [],
      imports: { importBlocks: false, horizonDays: 90 },
      today: '2026-11-23',
    },
  );
  expect(labelled.map(({ as, isImported, reason }) => [as, isImported, reason])).toEqual([
    ['stay', true, 'As read.'],
    ['own_echo', false, 'Our own calendar, which the platform imported.'],
    ['block', false, expect.stringContaining('Not imported: blocks of this listing are not.')],
    ['block', false, expect.stringContaining('Not imported')],
    ['closed', true, 'As read.'],
    ['stay', false, 'As read. Not imported yet: it begins more than 90 days ahead.'],
    ['settings', false, 'As read.'],
  ]);
});
