import { expect, it } from 'vitest';
import { pollExport } from '../export-poller.ts';
import { calendarView, lonelyListing, NOON, soldStay } from '../fixtures.ts';
import { airbnb } from './airbnb.ts';
import { google } from './google.ts';

it('publishes another feed again under its UIDs and words, and forgets when its events were made', async () => {
  const other = airbnb.render(calendarView({ stays: [soldStay('2026-12-24', '2026-12-27')] }));
  const listing = lonelyListing({ platform: 'google' });
  const fetch = async () => new Response(other);
  await pollExport(listing, 'http://airbnb.example/feed.ics', fetch, () => NOON);
  const text = google.render(
    calendarView({
      republished: listing.republished,
      closures: [{ checkIn: '2026-12-01', checkOut: '2026-12-02' }],
    }),
  );
  expect(text).toMatchInlineSnapshot(`
    "BEGIN:VCALENDAR
    PRODID:-//Google Inc//Google Calendar 70.9054//EN
    VERSION:2.0
    CALSCALE:GREGORIAN
    METHOD:PUBLISH
    X-WR-TIMEZONE:Asia/Kolkata
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20261201
    DTEND;VALUE=DATE:20261202
    DTSTAMP:20261123T063000Z
    UID:f51db8073c641ba724013537df@google.com
    CREATED:19000101T120000Z
    LAST-MODIFIED:20261123T063000Z
    SEQUENCE:0
    STATUS:CONFIRMED
    SUMMARY:Busy
    TRANSP:OPAQUE
    END:VEVENT
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20261224
    DTEND;VALUE=DATE:20261227
    DTSTAMP:20261123T063000Z
    UID:1418fb94e984-584f42167fd9424fa7a5b9c87c26b23c@airbnb.com
    CREATED:19000101T120000Z
    LAST-MODIFIED:20261123T063000Z
    SEQUENCE:0
    STATUS:CONFIRMED
    SUMMARY:Reserved
    TRANSP:OPAQUE
    END:VEVENT
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20270522
    DTEND;VALUE=DATE:20271124
    DTSTAMP:20261123T063000Z
    UID:7f662ec65913-b9a5fb159cdf50c8c6f262cd9545d7f9@airbnb.com
    CREATED:19000101T120000Z
    LAST-MODIFIED:20261123T063000Z
    SEQUENCE:0
    STATUS:CONFIRMED
    SUMMARY:Airbnb (Not available)
    TRANSP:OPAQUE
    END:VEVENT
    END:VCALENDAR
    "
  `);
});
