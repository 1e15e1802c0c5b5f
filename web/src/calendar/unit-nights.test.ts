import { expect, it } from 'vitest';
import { feedDecides, spokenRun, titleOf, unitNights, type Booking } from './unit-nights.ts';

const range = { checkIn: '2027-01-01', checkOut: '2027-03-02' };

function booking(id: string, change: Partial<Booking> = {}): Booking {
  return {
    id,
    unitId: 'u',
    source: 'IMPORT',
    kind: 'STAY',
    status: 'ACTIVE',
    tentative: false,
    heldUntil: null,
    checkIn: '2027-01-03',
    checkOut: '2027-01-07',
    nights: 4,
    reason: 'Reserved',
    guestName: 'Mia F.',
    cannotTell: false,
    assignedUnit: null,
    mirrorOf: [],
    createdAt: '2026-12-01T00:00:00Z',
    platform: null,
    listing: null,
    ...change,
  };
}

function conflict(status: 'DETECTED' | 'RESOLVED', ...bookings: Booking[]) {
  return {
    id: status,
    unitId: 'u',
    propertyId: 'p',
    checkIn: '2027-01-05',
    checkOut: '2027-01-07',
    severity: 'HIGH' as const,
    severityReason: 'Two stays.',
    status,
    kind: 'OVERLAP' as const,
    listing: null,
    detectedAt: '2026-12-01T00:00:00Z',
    bookings,
  };
}

it('leaves out what was cancelled and what was resolved', () => {
  const [kept, gone] = [booking('kept'), booking('gone', { status: 'CANCELLED' })];
  const nights = unitNights([kept, gone], [conflict('RESOLVED', kept, gone)], range);
  expect(nights.bookings).toEqual([kept]);
  expect(nights.conflictsOf.size).toBe(0);
});

it('knows both bookings of a conflict, and stacks them', () => {
  const [a, b] = [booking('a'), booking('b', { checkIn: '2027-01-05', checkOut: '2027-01-09' })];
  const nights = unitNights([a, b], [conflict('DETECTED', a, b)], range);
  expect([...nights.conflictsOf.keys()]).toEqual(['a', 'b']);
  expect(nights.lanes).toBe(2);
});

it('draws a mirror only where its original does not hold the nights, while that is active', () => {
  const original = booking('original');
  const mirror = booking('mirror', {
    checkIn: '2027-01-02',
    checkOut: '2027-01-09',
    mirrorOf: [{ original: { id: 'original' } }],
  });
  const drawnWith = (...others: Booking[]) => {
    const { drawn, lanes, bookings } = unitNights([mirror, ...others], [], range);
    const pieces = drawn
      .filter(({ id }) => id === 'mirror')
      .map(({ checkIn, checkOut }) => [checkIn, checkOut]);
    return { pieces, lanes, known: bookings.length };
  };
  expect(drawnWith(original)).toEqual({
    pieces: [
      ['2027-01-02', '2027-01-03'],
      ['2027-01-07', '2027-01-09'],
    ],
    lanes: 1,
    known: 2,
  });
  expect(drawnWith({ ...original, status: 'CANCELLED' })).toMatchObject({
    pieces: [['2027-01-02', '2027-01-09']],
  });
});

it('is read aloud with guest, platform, dates and state', () => {
  const { runs } = unitNights([booking('a', { tentative: true })], [], range);
  expect(runs.map((run) => spokenRun(run, 'Airbnb', run.kind === 'booking'))).toEqual([
    'Free, 2 nights, 1–3 Jan',
    'Mia F., Airbnb, 3–7 Jan, tentative, conflict',
    'Free, 54 nights, 7 Jan – 2 Mar',
  ]);
});

it('says until when nights are held, in India', () => {
  const held = { source: 'DIRECT', heldUntil: '2026-12-01T08:35:00Z' } as const;
  expect(titleOf(booking('a', held), 'Direct')).toBe('Held until 14:05 IST: Mia F.');
  expect(titleOf(booking('a', { ...held, guestName: null }), 'Direct')).toBe('Held until 14:05 IST');
});

it('leaves a booking to its feed as long as somebody reads that feed', () => {
  const from = (status: 'ACTIVE' | 'PAUSED' | 'DELETED') =>
    feedDecides(booking('b', { listing: { id: 'l', status, temporalUrl: null } }));
  expect([from('ACTIVE'), from('PAUSED'), from('DELETED')]).toEqual([true, true, false]);
  expect(feedDecides(booking('b', { source: 'DIRECT' }))).toBe(false);
});
