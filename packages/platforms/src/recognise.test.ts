import { describe, expect, it } from 'vitest';
import { feedEvent } from './dialect.test-events.ts';
import { recognise } from './recognise.ts';

const airbnbStay = feedEvent('2026-12-10', 2, 'Reserved', {
  uid: '1418fb94e984-0123456789abcdef0123456789abcdef@airbnb.com',
});
const vrboStay = feedEvent('2026-12-10', 2, 'Reserved - Mia');
const bookingStay = feedEvent('2026-12-10', 2, 'CLOSED - Not available', {
  uid: `${'0f'.repeat(16)}@booking.com`,
});
const airbnbProdId = '-//Airbnb Inc//Hosting Calendar 1.0//EN';

describe('recognise', () => {
  it.each([
    ['airbnb', { host: 'www.airbnb.co.in', prodId: airbnbProdId, events: [airbnbStay] }, 'certain'],
    ['airbnb', { prodId: airbnbProdId, events: [] }, 'likely'],
    ['vrbo', { host: 'www.vrbo.com', prodId: '-//HomeAway.com, Inc.//EN', events: [vrboStay] }, 'certain'],
    ['vrbo', { prodId: '', events: [vrboStay] }, 'guess'],
    ['booking_com', { host: 'ical.booking.com', prodId: '', events: [bookingStay] }, 'certain'],
    ['booking_com', { host: 'ical.booking.com:443', prodId: '', events: [] }, 'likely'],
  ] as const)('finds %s in %o', (platformKey, input, confidence) => {
    const recognition = recognise({ ...input, events: [...input.events] });
    expect(recognition).toMatchObject({ platformKey, confidence });
    for (const sign of recognition.signs) expect(sign).toMatch(/^[A-Z].*\.$/);
  });

  it('does not take a host that only contains the name of a platform', () => {
    for (const host of ['airbnb.example.com', 'notbooking.com', 'vrbo.com.evil.example']) {
      expect(recognise({ host, prodId: '', events: [] }).confidence).toBe('unknown');
    }
  });

  it('finds who wrote a calendar that another one passes on', () => {
    const events = [airbnbStay, airbnbStay, airbnbStay, vrboStay];
    const passedOn = {
      host: 'calendar.google.com',
      prodId: '-//Google Inc//Google Calendar 70.9054//EN',
      events,
    };
    expect(recognise(passedOn)).toMatchObject({ platformKey: 'airbnb', confidence: 'guess' });
  });

  it('names those whose feeds can be read although they are no platform here', () => {
    const events = [feedEvent('2026-12-10', 1, 'RoomStatus Fully booked')];
    expect(recognise({ prodId: '', events })).toMatchObject({ platformKey: null, name: 'Trip.com' });
  });

  it('says so when it is nobody’s', () => {
    const recognition = recognise({
      prodId: '-//Somebody//EN',
      events: [feedEvent('2026-12-10', 1, 'Busy')],
    });
    expect(recognition).toMatchObject({ platformKey: null, confidence: 'unknown' });
  });
});
