import { describe, expect, it } from 'vitest';
import { remindAt } from './remind-at.ts';
import type { Action, Change } from './work.ts';

const change = (checkIn: string, action: Action = 'close'): Change => ({
  action,
  stay: { checkIn, checkOut: '2027-12-31' },
});
const at = (time: string, day = 20) => new Date(`2027-01-${day}T${time}:00+05:30`);
const far = [change('2027-03-01')];
const soon = [change('2027-03-01'), change('2027-01-23')];

describe('remindAt', () => {
  it.each([
    ['two hours after the work appeared', at('10:00'), 0, at('12:00')],
    ['then four hours later', at('12:00'), 1, at('16:00')],
    ['then eight, moved out of the night', at('16:00'), 2, at('07:00', 21)],
    ['at most a day apart', at('10:00'), 9, at('10:00', 21)],
    ['in the morning, when due before it', at('01:00'), 0, at('07:00')],
    ['the next morning, when due at ten in the evening', at('20:00'), 0, at('07:00', 21)],
    ['still in the evening, a minute before', at('19:59'), 0, at('21:59')],
    ['at seven sharp', at('05:00'), 0, at('07:00')],
  ])('comes %s', (_, since, sent, due) => {
    expect(remindAt({ since, sent, changes: far })).toEqual(due);
  });

  it('comes after a quarter of an hour when a night to be closed is three nights away', () => {
    expect(remindAt({ since: at('10:00'), sent: 0, changes: soon })).toEqual(at('10:15'));
    expect(remindAt({ since: at('10:15'), sent: 1, changes: soon })).toEqual(at('10:45'));
    expect(remindAt({ since: at('10:00'), sent: 0, changes: [change('2027-01-24')] })).toEqual(at('12:00'));
  });

  it('comes at night when it is urgent, by the date in India', () => {
    expect(remindAt({ since: at('23:30'), sent: 0, changes: soon })).toEqual(at('23:45'));
    // 00:30 IST on the 20th is still the 19th in UTC, from where the 23rd would be four nights away.
    expect(remindAt({ since: at('00:30'), sent: 0, changes: soon })).toEqual(at('00:45'));
  });

  it('does not hurry for nights that only have to be opened', () => {
    expect(remindAt({ since: at('10:00'), sent: 0, changes: [change('2027-01-20', 'open')] })).toEqual(
      at('12:00'),
    );
  });

  it('stays a day apart however many went out', () => {
    expect(remindAt({ since: at('10:00'), sent: 5000, changes: soon })).toEqual(at('10:00', 21));
  });
});
