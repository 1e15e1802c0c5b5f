import { afterEach, describe, expect, it } from 'vitest';
import { calendarOf, eventOf, fixture } from './fixtures.test-feeds.ts';
import { startPatientReader, type PatientReader } from './patient-reader.ts';

const dates = ['UID:1', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'];
/** Followed to its end, each has a second stay in 2028; on the way nearly all dates are looked at that may be. */
const leapDays = [
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20000301',
  'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29',
  'END:VEVENT',
];
const laborious = calendarOf(...leapDays, ...leapDays, ...leapDays, ...leapDays);
const request = (calendar: Buffer) => ({ calendar, today: '2026-11-23', dialect: 'airbnb' });

let reader: PatientReader | undefined;
afterEach(() => reader?.end());

async function start(): Promise<PatientReader> {
  reader = await startPatientReader({ quickMs: 100, deadlineMs: 50, heapMb: 64 });
  return reader;
}

describe('patient reader', { timeout: 30_000 }, () => {
  it('tells a feed that is quick from one that is only read in time when no rule is followed', async () => {
    const patient = await start();
    expect(await patient.ask(request(fixture('airbnb.ics')))).toMatchObject({
      answer: { ok: true, parts: 5, unreadable: 0 },
      quick: true,
    });
    expect(await patient.ask(request(laborious))).toMatchObject({
      answer: { ok: true, unreadable: 4 },
      quick: false,
    });
    expect(await patient.ask(request(fixture('vrbo.ics')))).toMatchObject({
      answer: { ok: true },
      quick: true,
    });
  });

  it('takes bodies as large as they may be', async () => {
    const patient = await start();
    const large = eventOf(...dates, `SUMMARY:${'x'.repeat(4_500_000)}`);
    expect(await patient.ask(request(large))).toMatchObject({ answer: { ok: true, parts: 1 } });
  });

  it('answers for a process that was killed, and says that it is gone', async () => {
    const patient = await start();
    const reading = patient.ask(request(laborious));
    await patient.end();
    expect(await reading).toMatchObject({ answer: { ok: false, class: 'not_a_calendar' }, quick: false });
    expect(patient.alive).toBe(false);
  });
});
