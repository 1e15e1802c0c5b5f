import { expect, it } from 'vitest';
import { guestMessage, type MessageFacts } from './guest-message.ts';

const facts: MessageFacts = {
  bookingId: 'b',
  guestName: 'Meera',
  property: 'Villa Mandovi',
  stay: { checkIn: '2026-12-07', checkOut: '2026-12-09' },
  from: 'Konkan Stays',
  placeOf: (unitId) => (unitId === 'blue' ? 'Blue Room, Fontainhas House' : 'Green Room'),
};

it('says what happened, where the guest will stay, and who writes', () => {
  const message = guestMessage({ kind: 'move', moves: [{ bookingId: 'b', unitId: 'blue' }] }, facts);
  expect(message).toContain('Dear Meera,');
  expect(message).toContain('your stay at Villa Mandovi from');
  expect(message).toContain('We have kept Blue Room, Fontainhas House for you instead');
  expect(message?.endsWith('Kind regards\nKonkan Stays')).toBe(true);
});

it('asks where the guest has to agree', () => {
  const dates = {
    kind: 'changeDates',
    bookingId: 'b',
    checkIn: '2026-12-11',
    checkOut: '2026-12-13',
  } as const;
  expect(guestMessage(dates, facts)).toContain('Would it suit you to stay from 11–13 Dec instead?');
  const parts = [
    { unitId: 'blue', checkIn: '2026-12-07', checkOut: '2026-12-08' },
    { unitId: 'green', checkIn: '2026-12-08', checkOut: '2026-12-09' },
  ];
  expect(guestMessage({ kind: 'split', bookingId: 'b', parts }, facts)).toContain(
    'Blue Room, Fontainhas House for 7–8 Dec, then Green Room for 8–9 Dec',
  );
});

it('has words for somebody whose name nobody knows, and none where no guest is concerned', () => {
  const nameless = { ...facts, guestName: null };
  expect(guestMessage({ kind: 'cancel', bookingId: 'b' }, nameless)).toContain('Dear guest,');
  expect(guestMessage({ kind: 'releaseBlock', bookingId: 'b' }, facts)).toBeNull();
  expect(guestMessage({ kind: 'move', moves: [{ bookingId: 'c', unitId: 'blue' }] }, facts)).toBeNull();
});
