import { describe, expect, it } from 'vitest';
import { checkDefinition, definePlatform } from './define-platform.ts';
import type { ManualChange } from './platform.ts';

const room = { name: 'Room 1', roomsOfType: 1 };
const change: ManualChange = {
  action: 'close',
  stay: { checkIn: '2027-01-30', checkOut: '2027-02-02' },
  room,
};
const byHand = { untilInclusive: true, closing: 'status' };

function manual(definition: object) {
  const { manual: made } = definePlatform('generic_manual', 'cleartrip', 'Cleartrip', {
    ...byHand,
    ...definition,
  });
  if (made === undefined) throw new Error('unreachable: it is by hand');
  return made;
}

describe('a platform by hand, as data', () => {
  it('fills its link, and gives none while a code is not known', () => {
    const link = 'https://hosts.cleartrip.com/{propertyCode}/{roomCode}?a={from}&b={until}';
    expect(manual({ link }).deepLink(change)).toBeUndefined();
    const known = { ...change, room: { ...room, propertyCode: 'A/1', roomCode: 'x&y' } };
    expect(manual({ link }).deepLink(known)).toBe(
      'https://hosts.cleartrip.com/A%2F1/x%26y?a=2027-01-30&b=2027-02-01',
    );
    expect(manual({ link, untilInclusive: false }).deepLink(known)).toContain('b=2027-02-02');
    expect(manual({}).deepLink(known)).toBeUndefined();
  });

  it('says so where the form’s second date is the day of check-out', () => {
    const text = manual({ untilInclusive: false }).steps(change).join('\n');
    expect(text).toContain('to Tue 2 Feb 2027. The second date is the day of check-out');
    expect(text).toContain('the last night is Mon 1 Feb 2027');
  });

  it('takes a person’s own steps, a line each', () => {
    const steps = manual({
      stepsToClose: '## Close\n1. Room {room} ({roomCode})\n\n2) {from} – {until}, {rooms} rooms\n* Save',
    }).steps(change);
    expect(steps).toEqual([
      'Close',
      'Room Room 1 ((not known))',
      'Sat 30 Jan 2027 – Mon 1 Feb 2027, 1 rooms',
      'Save',
    ]);
    expect(
      manual({ stepsToClose: '{from} {until}' })
        .steps({ ...change, action: 'open' })
        .join(),
    ).toContain('Set the room to open');
  });
});

describe('checking a definition', () => {
  const faultsOf = (base: 'generic_ical' | 'generic_manual', given: object) => {
    const checked = checkDefinition(base, given);
    return checked.ok ? [] : checked.faults.map(({ key }) => key);
  };

  it('names every field at fault', () => {
    expect(
      faultsOf('generic_ical', {
        signIn: 'http://x.example',
        exportPolling: { min: 1, max: 2000 },
        settings: { intervalMinutes: 1 },
        colour: 1,
      }).toSorted(),
    ).toEqual(['colour', 'exportPolling.max', 'exportPolling.min', 'settings.intervalMinutes', 'signIn']);
    expect(faultsOf('generic_ical', { exportPolling: { min: 60, max: 20 } })).toEqual(['exportPolling']);
    expect(faultsOf('generic_manual', {}).toSorted()).toEqual(['closing', 'untilInclusive']);
  });

  it.each([
    'javascript:alert(1)//{from}',
    'https://{propertyCode}.example.com/',
    'https://{roomCode}/x',
    'https://a@b.example/{from}',
    'https://x.example/?ses=abc&from={from}',
    'https://x.example/{guestName}',
    'http://x.example/{from}',
    'nonsense',
  ])('refuses the link %s', (link) =>
    expect(faultsOf('generic_manual', { ...byHand, link })).toContain('link'),
  );

  it('refuses steps that do not say which nights, and placeholders nobody fills', () => {
    expect(faultsOf('generic_manual', { ...byHand, stepsToClose: 'Close it.' })).toEqual(['stepsToClose']);
    expect(faultsOf('generic_manual', { ...byHand, stepsToOpen: '{from} {until} {guest}' })).toEqual([
      'stepsToOpen',
    ]);
    expect(faultsOf('generic_manual', { ...byHand, stepsToOpen: '{from} {lastNight}' })).toEqual([]);
  });

  it('keeps what it was given and no more', () => {
    const given = { ...byHand, letters: 'Cl', proof: 'A green tick.', settings: { intervalMinutes: 30 } };
    expect(checkDefinition('generic_manual', given)).toEqual({ ok: true, definition: given });
  });
});
