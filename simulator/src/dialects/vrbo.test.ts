import { describe, expect, it } from 'vitest';
import { calendarView, soldStay } from '../fixtures.ts';
import { blockUid, vrbo, vrboFrench } from './vrbo.ts';

const GUID = '6f49cda7-479e-454b-a6a3-39fa7feee5ed';

describe('Vrbo', () => {
  it('writes a calendar as the platform does, to the byte', () => {
    const body = vrbo.render(
      calendarView({
        stays: [soldStay('2026-12-24', '2026-12-29', { uid: GUID })],
        closures: [{ checkIn: '2027-02-28', checkOut: '2027-03-05' }],
      }),
    );
    expect(body).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'CALSCALE:GREGORIAN',
        'PRODID:-//HomeAway.com, Inc.//EN',
        'BEGIN:VEVENT',
        `UID:${GUID}`,
        'DTSTAMP:20261123T063000Z',
        'DTSTART;VALUE=DATE:20261224',
        'DTEND;VALUE=DATE:20261229',
        'SUMMARY:Reserved - Meera',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'UID:02282027-0228-2027-0305-202703052027',
        'DTSTAMP:20261123T063000Z',
        'DTSTART;VALUE=DATE:20270228',
        'DTEND;VALUE=DATE:20270305',
        'SUMMARY:Blocked',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('speaks French to hosts of Abritel, with and without a name, certain or not', () => {
    const summaries = [
      soldStay('2026-12-01', '2026-12-02', { uid: 'a' }),
      soldStay('2026-12-02', '2026-12-03', { uid: 'b', firstName: '' }),
      soldStay('2026-12-03', '2026-12-04', { uid: 'c', tentative: true }),
    ];
    const closures = [{ checkIn: '2026-12-04', checkOut: '2026-12-05' }];
    const body = vrboFrench.render(calendarView({ stays: summaries, closures }));
    expect([...body.matchAll(/SUMMARY:(.*)\r/g)].map((match) => match[1])).toEqual([
      'Réservée - Meera',
      'Réservée',
      'Provisoire - Meera',
      'Indisponible',
    ]);
  });

  it('encodes the dates of a block in its UID', () => {
    expect(blockUid({ checkIn: '2020-02-29', checkOut: '2020-03-05' })).toBe(
      '02292020-0229-2020-0305-202003052020',
    );
  });

  it('keeps past stays for more than six months and has no tail', () => {
    const kept = soldStay('2026-05-20', '2026-05-23', { uid: GUID });
    expect(vrbo.render(calendarView({ stays: [kept] }))).toContain(GUID);
    expect(vrbo.render(calendarView({ stays: [kept], today: '2026-12-01' }))).not.toContain('VEVENT');
  });
});
