import { expect, it } from 'vitest';
import type { NightLink } from '@roomnight/calendar/night-story';
import type { AuditRow, BookingThen } from '@roomnight/calendar/replay';
import { linkSentence } from './link-sentence.ts';

const feed = { kind: 'feed', name: 'Airbnb’s feed' } as const;
const asha = { kind: 'person', name: 'Asha' } as const;
const platformName = (listingId: string | null) => (listingId === null ? undefined : 'Airbnb');

const stay = (id: string, said: Partial<BookingThen> = {}): BookingThen => ({
  id,
  unitId: 'room',
  listingId: 'airbnb',
  kind: 'stay',
  status: 'active',
  tentative: false,
  checkIn: '2027-03-10',
  checkOut: '2027-03-14',
  ...said,
});
const direct = stay('direct', { listingId: null, checkIn: '2027-03-12', checkOut: '2027-03-15' });

type Link = NightLink<AuditRow & { action: string }>;
const link = (said: Partial<Omit<Link, 'row'>> & { row?: Partial<Link['row']> }): Link => ({
  was: undefined,
  is: stay('one'),
  others: [],
  took: false,
  gave: false,
  heldBy: [],
  ...said,
  row: {
    id: 1,
    occurredAt: new Date(0),
    subjectKind: 'booking',
    subjectId: 'one',
    unitId: 'room',
    before: null,
    after: { status: 'active' },
    action: 'booking.created',
    ...said.row,
  },
});
const conflict = (action: string, after: AuditRow['after']) =>
  link({ others: [stay('one'), direct], row: { subjectKind: 'conflict', action, after } });
const span = { checkIn: '2027-03-12', checkOut: '2027-03-14', severity: 'high' } as const;

it.each([
  [link({ took: true }), feed, 'Airbnb’s feed showed a stay of 10–14 Mar, which took the night.'],
  [
    link({ heldBy: [direct] }),
    feed,
    'Airbnb’s feed showed a stay of 10–14 Mar; the direct booking of 12–15 Mar held the night already.',
  ],
  [
    link({ is: direct, took: true }),
    asha,
    'Asha entered a direct booking of 12–15 Mar, which took the night.',
  ],
  [
    link({ is: stay('one', { listingId: null, kind: 'block' }), took: true }),
    asha,
    'Asha closed nights 10–13 Mar, which took the night.',
  ],
  [
    link({ was: stay('one'), is: stay('one', { status: 'cancelled' }), gave: true }),
    feed,
    'Airbnb’s feed dropped the Airbnb stay of 10–14 Mar, which gave the night up.',
  ],
  [
    link({
      was: stay('one'),
      is: stay('one', { checkIn: '2027-03-20', checkOut: '2027-03-22' }),
      gave: true,
    }),
    feed,
    'Airbnb’s feed moved the Airbnb stay of 10–14 Mar to 20–22 Mar, which gave the night up.',
  ],
  [
    link({ is: direct, took: true, row: { after: { locks: [] } } }),
    feed,
    'The night went to the direct booking of 12–15 Mar, which still wanted it.',
  ],
  [
    link({ others: [direct], row: { after: { mirrorOf: 'direct' } } }),
    feed,
    'The Airbnb stay of 10–14 Mar was recognised as the direct booking of 12–15 Mar shown once more, so it takes no night of that one.',
  ],
  [
    conflict('conflict.detected', { status: 'detected', ...span }),
    feed,
    'A conflict was found: the Airbnb stay of 10–14 Mar and the direct booking of 12–15 Mar both want the nights 12–13 Mar.',
  ],
  [
    conflict('conflict.resolved', { status: 'resolved', ...span }),
    asha,
    'The conflict between the Airbnb stay of 10–14 Mar and the direct booking of 12–15 Mar was over.',
  ],
])('says what happened', (each, by, sentence) => {
  expect(linkSentence(each, by, '2027-03-12', platformName)).toBe(sentence);
});
