import { expect, it } from 'vitest';
import { agentKind } from './export-agent.ts';
import { platforms } from './registry.ts';

it.each([
  ['Airbnb-Calendar-Importer/1.0', 'airbnb'],
  ['Mozilla/5.0 (compatible; HomeAway/VRBO)', 'vrbo'],
  ['Booking.com iCal', 'booking_com'],
  ['Google-Calendar-Importer', 'other'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'other'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', 'browser'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15', 'browser'],
  ['curl/8', 'other'],
  ['', 'other'],
  [undefined, 'other'],
])('takes %j for %s', (userAgent, kind) => {
  expect(agentKind(userAgent)).toBe(kind);
});

const known = platforms.filter(({ ical }) => ical?.exportAgent);

it.each(known)('takes $name for no other platform', ({ key, name }) => {
  expect(agentKind(`${name.split(' ')[0]} iCal importer/1.0`)).toBe(key);
});
