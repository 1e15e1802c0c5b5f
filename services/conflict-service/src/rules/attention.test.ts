import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { attention, type Care } from './attention.ts';

const TOLD = new Date('2026-12-01T12:00:00+05:30');
const after = (hours: number) => new Date(TOLD.getTime() + hours * 3_600_000);
const care = (fields: Partial<Care> = {}): Care => ({
  status: 'detected',
  severity: 'medium',
  messages: 1,
  reminders: 0,
  toldSeverity: 'medium',
  toldAt: TOLD,
  toldEnd: false,
  chosenAt: null,
  ...fields,
});

describe('attention', () => {
  it('tells of a conflict at once, also of one that returned', () => {
    const found = care({ messages: 0, toldSeverity: null, toldAt: null });
    expect(attention(found, TOLD).message).toEqual({ number: 1, moment: 'detected' });
    expect(attention({ ...found, messages: 4 }, TOLD).message).toEqual({ number: 5, moment: 'detected' });
  });

  it('escalates at once what became worse, and says nothing of what became better', () => {
    expect(attention(care({ severity: 'high' }), after(0.1)).message?.moment).toBe('escalated');
    expect(attention(care({ severity: 'low' }), after(0.1)).message).toBeNull();
  });

  it.each([
    ['high', 0, 1],
    ['high', 1, 2],
    ['high', 3, 8],
    ['high', 4, 12],
    ['high', 9, 12],
    ['medium', 1, 24],
    ['low', 0, 72],
  ] as const)('reminds of a %s one after %i reminders in %i hours', (severity, reminders, hours) => {
    const open = care({ severity, toldSeverity: severity, reminders });
    expect(attention(open, after(hours - 0.01))).toEqual({ message: null, at: after(hours) });
    expect(attention(open, after(hours)).message?.number).toBe(2);
  });

  it('does not wake anybody for a medium one', () => {
    expect(attention(care(), after(1)).at).toEqual(new Date('2026-12-02T07:00:00+05:30'));
  });

  it('turns to everybody with the third reminder', () => {
    const moment = (reminders: number) => attention(care({ reminders }), after(100)).message?.moment;
    expect([0, 1, 2, 3].map(moment)).toEqual(['reminder', 'reminder', 'escalated', 'escalated']);
  });

  it('counts from a choice anew', () => {
    expect(
      attention(care({ severity: 'high', toldSeverity: 'high', chosenAt: after(5) }), after(5.5)).at,
    ).toEqual(after(6));
  });

  it('tells of the end once, and only who knew of the beginning', () => {
    const over = care({ status: 'resolved' });
    expect(attention(over, after(1)).message).toEqual({ number: 2, moment: 'resolved' });
    expect(attention({ ...over, toldEnd: true }, after(1))).toEqual({ message: null, at: null });
    expect(attention({ ...over, toldSeverity: null }, after(1))).toEqual({ message: null, at: null });
  });

  it('tells of one that was ended without asking, though nobody knew of it', () => {
    const ended = care({ status: 'resolved', messages: 0, toldSeverity: null, toldAt: null, chosenAt: TOLD });
    expect(attention(ended, after(0)).message).toEqual({ number: 1, moment: 'resolved' });
  });

  it('always says something now or names a later time, while it is open', () => {
    const severity = fc.constantFrom('low', 'medium', 'high');
    fc.assert(
      fc.property(
        fc.record({
          severity,
          toldSeverity: fc.option(severity),
          reminders: fc.nat(50),
          hours: fc.double({ min: 0, max: 500, noNaN: true }),
        }),
        ({ hours, ...fields }) => {
          const { message, at } = attention(care(fields), after(hours));
          expect((message === null) !== (at === null)).toBe(true);
          expect((at ?? after(hours + 1)) > after(hours)).toBe(true);
        },
      ),
    );
  });
});
