import { expect, it } from 'vitest';
import { agentKind } from './agent-kind.ts';

it.each([
  ['Airbnb Calendar Importer 1.0', 'airbnb'],
  ['Mozilla/5.0 (compatible; HomeAway/VRBO)', 'vrbo'],
  ['Google-Calendar-Importer', 'google'],
  ['Booking.com iCal', 'booking'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'browser'],
  ['curl/8', 'other'],
  [undefined, 'other'],
])('takes %j for %s', (userAgent, kind) => {
  expect(agentKind(userAgent)).toBe(kind);
});
