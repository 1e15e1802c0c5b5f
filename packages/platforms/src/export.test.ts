import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { exportWriter, type ExportEntry } from './export.ts';

const writeExport = exportWriter();

const anyEntry = fc
  .record({
    uid: fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
    kind: fc.constantFrom('stay', 'block'),
    from: fc.integer({ min: 0, max: 700 }),
    nights: fc.integer({ min: 1, max: 60 }),
    changedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  })
  .map(({ uid, kind, from, nights, changedAt }): ExportEntry => {
    const checkIn = addNights('2026-11-23', from);
    return { uid, kind, checkIn, checkOut: addNights(checkIn, nights), changedAt };
  });

function readBack(text: string) {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return events.map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    checkIn: String(event.getFirstPropertyValue('dtstart')),
    checkOut: String(event.getFirstPropertyValue('dtend')),
    summary: String(event.getFirstPropertyValue('summary')),
    properties: event.getAllProperties().length,
  }));
}

describe('writeExport', () => {
  it('writes exactly this', () => {
    const entry: ExportEntry = {
      uid: '5f0c@roomnight',
      kind: 'stay',
      checkIn: '2027-01-03',
      checkOut: '2027-01-07',
      changedAt: new Date('2026-12-01T06:34:59.123Z'),
    };
    expect(writeExport({ name: 'Villa Ária, Goa', entries: [entry] }).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Roomnight//Calendar export 1.0//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Villa Ária\\, Goa',
      'BEGIN:VEVENT',
      'UID:5f0c@roomnight',
      'DTSTAMP:20261201T063459Z',
      'LAST-MODIFIED:20261201T063459Z',
      'DTSTART;VALUE=DATE:20270103',
      'DTEND;VALUE=DATE:20270107',
      'SUMMARY:Booked',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('says it in the words that a platform wants', () => {
    const entries = (['stay', 'block'] as const).map((kind, at): ExportEntry => ({
      uid: `${kind}@roomnight`,
      kind,
      checkIn: addNights('2027-01-03', at),
      checkOut: addNights('2027-01-04', at),
      changedAt: new Date(0),
    }));
    const write = exportWriter({ stay: 'Reserved', block: 'Closed\r\nDTEND:x' });
    expect(readBack(write({ name: '', entries }))).toMatchObject([
      { summary: 'Reserved', properties: 8 },
      { summary: 'Closed DTEND:x', properties: 8 },
    ]);
  });

  it('is never without an event', () => {
    expect(readBack(writeExport({ name: '', entries: [] }))).toMatchObject([
      { checkIn: '1970-01-01', checkOut: '1970-01-02', summary: 'Blocked' },
    ]);
  });

  it('reads back as what was written, and lets no value add a property', () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry, { minLength: 1, maxLength: 8 }),
        fc.string({ unit: 'binary' }),
        (entries, name) => {
          const back = readBack(writeExport({ name, entries }));
          expect(back.map(({ checkIn, checkOut }) => `${checkIn}/${checkOut}`).toSorted()).toEqual(
            entries.map(({ checkIn, checkOut }) => `${checkIn}/${checkOut}`).toSorted(),
          );
          for (const event of back) expect(event.properties).toBe(8);
        },
      ),
    );
  });

  it('folds at 75 octets, never inside a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const bytes = Buffer.from(writeExport({ name, entries: [] }));
        const lines = bytes.toString('latin1').split('\r\n');
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(75);
          const decode = () => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
          expect(decode).not.toThrow();
        }
      }),
    );
  });

  it('does not depend on the order of its entries', () => {
    const unique = fc.uniqueArray(anyEntry, { selector: ({ uid }) => uid, maxLength: 8 });
    fc.assert(
      fc.property(unique, (entries) => {
        const name = 'Villa';
        expect(writeExport({ name, entries: entries.toReversed() })).toBe(writeExport({ name, entries }));
      }),
    );
  });
});
