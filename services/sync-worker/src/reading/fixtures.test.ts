import { afterAll, describe, expect, it } from 'vitest';
import { dialectByName } from '@roomnight/platforms/dialects';
import { fetchedAt, fixture } from './fixtures.test-feeds.ts';
import { createParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';
import type { Reading } from './reading.ts';

const parsers = createParserPool({ threads: 1 });
afterAll(() => parsers.close());

interface Expected {
  /** Its own dialect, and whatever else must read it the same. */
  readonly dialects: readonly string[];
  /** `class first-night check-out guest`; what takes nights, in the order of nights. */
  readonly taken: readonly string[];
  /** The same of what takes none. */
  readonly spared?: readonly string[];
  readonly bookingWindowDays?: number;
  readonly warnings?: readonly string[];
}

const expected: Readonly<Record<string, Expected>> = {
  airbnb: {
    dialects: ['airbnb', 'generic_ical'],
    taken: [
      'stay 2026-11-20 2026-11-25 7731 HMQW8XJ2KD',
      'stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4',
      'block 2026-12-24 2026-12-27',
    ],
    spared: [
      'settings 2026-12-04 2026-12-05 One night beside a stay: preparation time set on Airbnb, not a block.',
      'settings 2027-05-22 2027-11-24 The end of the booking window set on Airbnb, not a block.',
    ],
    bookingWindowDays: 180,
  },
  'airbnb-closures': {
    dialects: ['airbnb', 'generic_ical'],
    taken: [
      'stay 2026-12-10 2026-12-13 5519 HMZ3K8P2WQ',
      'block 2026-12-20 2026-12-21',
      'block 2027-05-10 2027-11-24',
    ],
    spared: [
      'settings 2026-11-23 2026-11-24 Only tonight: the advance notice set on Airbnb, not a block.',
      'settings 2026-12-09 2026-12-10 One night beside a stay: preparation time set on Airbnb, not a block.',
      'settings 2026-12-13 2026-12-14 One night beside a stay: preparation time set on Airbnb, not a block.',
    ],
  },
  'airbnb-whole-year': {
    dialects: ['airbnb', 'generic_ical'],
    taken: ['stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4'],
    spared: [
      'settings 2026-12-04 2027-11-24 The listing is closed on Airbnb for the whole year; other platforms are not closed for it.',
    ],
    warnings: ['The listing is closed on Airbnb for the whole year; other platforms are not closed for it.'],
  },
  'airbnb-until-2025': {
    dialects: ['airbnb', 'generic_ical'],
    taken: ['stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4', 'block 2026-12-28 2026-12-30'],
    spared: ['settings 2027-11-25 2027-11-26 The last night Airbnb exports, not a block.'],
  },
  'airbnb-2018': {
    dialects: ['airbnb', 'generic_ical'],
    taken: ['stay 2026-12-01 2026-12-04 Asha 3210 HMA1B2C3D4'],
  },
  vrbo: {
    dialects: ['vrbo', 'generic_ical'],
    taken: [
      'stay 2026-08-14 2026-08-18 Daniel',
      'stay 2026-12-11 2026-12-15 Priya',
      'block 2026-12-20 2026-12-23',
    ],
  },
  abritel: {
    dialects: ['vrbo', 'generic_ical'],
    taken: [
      'stay 2026-12-11 2026-12-15 Zoé',
      'tentative 2026-12-18 2026-12-21 Léa',
      'stay 2026-12-22 2026-12-24',
      'block 2026-12-28 2026-12-30',
    ],
  },
  'booking-com': {
    dialects: ['booking_com', 'generic_ical'],
    taken: ['closed 2026-11-23 2026-11-26', 'stay 2026-12-10 2026-12-12 Meera'],
    spared: [
      'settings 2027-11-24 2028-05-23 More than a year ahead: closed by Booking.com itself, not a block.',
    ],
  },
  'booking-com-organizer': {
    dialects: ['booking_com', 'generic_ical'],
    taken: ['closed 2026-11-23 2026-11-25', 'closed 2027-11-18 2027-11-24'],
    spared: [
      'settings 2027-11-24 2028-05-23 More than a year ahead: closed by Booking.com itself, not a block.',
    ],
  },
  expedia: {
    dialects: ['expedia', 'generic_ical'],
    taken: [
      'stay 2026-10-08 2026-10-11 Kavya',
      'stay 2026-12-05 2026-12-08 Arjun',
      'block 2026-12-24 2026-12-27',
      'block 2027-01-05 2027-01-06',
    ],
  },
  'trip-com': {
    dialects: ['trip_com', 'generic_ical'],
    taken: ['closed 2026-11-23 2026-11-27', 'closed 2026-12-31 2027-01-03'],
  },
  gommt: {
    dialects: ['gommt', 'generic_ical'],
    taken: ['stay 2026-12-01 2026-12-02', 'closed 2026-12-02 2026-12-03'],
  },
  'gommt-nights': {
    dialects: ['gommt', 'generic_ical'],
    taken: ['stay 2026-12-01 2026-12-03', 'closed 2026-12-03 2026-12-05', 'closed 2026-12-06 2026-12-07'],
  },
  agoda: {
    dialects: ['generic_ical'],
    taken: ['stay 2026-12-03 2026-12-05', 'closed 2026-12-30 2027-01-02'],
  },
  guesty: {
    dialects: ['guesty', 'generic_ical'],
    taken: ['stay 2026-12-02 2026-12-06', 'closed 2026-12-11 2026-12-14'],
  },
  smoobu: {
    dialects: ['smoobu', 'generic_ical'],
    taken: ['stay 2026-12-02 2026-12-06', 'closed 2026-12-12 2026-12-14'],
    spared: [
      'mirror 2026-12-02 2026-12-06 Smoobu shows the same nights more than once; this one is left out.',
      'mirror 2026-12-02 2026-12-06 Smoobu shows the same nights more than once; this one is left out.',
    ],
  },
  'google-merged': {
    dialects: ['generic_ical'],
    taken: [
      'stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4',
      'closed 2026-12-06 2026-12-09',
      'stay 2026-12-11 2026-12-15 Priya',
      'closed 2026-12-18 2026-12-20',
    ],
    spared: [
      'settings 2026-12-04 2026-12-05 One night beside a stay: preparation time set on Airbnb, not a block.',
      'settings 2027-05-22 2027-11-24 The end of the booking window set on Airbnb, not a block.',
    ],
    bookingWindowDays: 180,
  },
  'google-republished': {
    dialects: ['airbnb', 'generic_ical'],
    taken: [
      'stay 2026-12-01 2026-12-04',
      // 18:30 in UTC is midnight in India.
      'tentative 2026-12-11 2026-12-12',
      // 14:00 and 11:00 in New York are half past midnight and 21:30 in India.
      'stay 2026-12-16 2026-12-17',
    ],
    spared: [
      'transparent 2026-12-19 2026-12-20 The feed says that it takes no time.',
      'cancelled 2026-12-21 2026-12-24 The feed marks it as cancelled.',
    ],
  },
};

const cases = Object.entries(expected).flatMap(([name, what]) =>
  what.dialects.map((dialect) => ({ name, dialect, ...what })),
);

describe.each(cases)('$name.ics, read as $dialect', ({ name, dialect, taken, spared = [], ...rest }) => {
  it('is what it is', async () => {
    const reading = await read(name, dialect);
    expect(facts(reading)).toEqual(taken);
    expect(sparedIn(reading)).toEqual(spared);
    expect(reading.bookingWindowDays).toBe(rest.bookingWindowDays);
    expect(reading.warnings.map(({ message }) => message)).toEqual(rest.warnings ?? []);
    expect(reading.unreadable).toBe(0);
    for (const { reason } of reading.events) expect(reason).toMatch(/^[A-Z].*\.$/);
  });
});

it('tells a block from the end of a booking window that is known from before', async () => {
  const reading = await read('airbnb-closures', 'airbnb', 180);
  expect(facts(reading)).toContain('block 2027-05-10 2027-05-22');
  expect(sparedIn(reading)).toContain(
    'settings 2027-05-22 2027-11-24 The end of the booking window set on Airbnb, not a block.',
  );
  expect(reading.bookingWindowDays).toBe(180);
});

async function read(name: string, dialect: string, bookingWindowDays?: number): Promise<Reading> {
  const body = fixture(`${name}.ics`);
  const reading = await readFeed({
    body,
    dialect: dialectByName(dialect),
    now: fetchedAt,
    bookingWindowDays,
    parsers,
  });
  if (!reading.ok) throw new Error(reading.message);
  return reading;
}

function facts({ facts: read }: Reading): string[] {
  return read.map(({ kind, cannotTell, tentative, checkIn, checkOut, guest }) => {
    const as = cannotTell ? 'closed' : tentative ? 'tentative' : kind;
    return [as, checkIn, checkOut, guest.name, guest.phoneLast4, guest.reservationCode]
      .filter(Boolean)
      .join(' ');
  });
}

function sparedIn({ events }: Reading): string[] {
  const taking = new Set(['stay', 'tentative', 'block', 'closed']);
  return events
    .filter(({ as }) => !taking.has(as))
    .map(({ as, checkIn, checkOut, reason }) => `${as} ${checkIn} ${checkOut} ${reason}`);
}
