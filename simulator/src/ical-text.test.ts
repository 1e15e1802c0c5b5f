import { describe, expect, it } from 'vitest';
import { calendarText, escapeText, fold, icalInstant } from './ical-text.ts';

describe('fold', () => {
  it('breaks by octets and counts the leading space of each following line', () => {
    const lines = fold('A'.repeat(200), { first: 75, next: 75 }).split('\r\n');
    expect(lines).toEqual(['A'.repeat(75), ` ${'A'.repeat(74)}`, ` ${'A'.repeat(51)}`]);
  });

  it('leaves a line that just fits alone', () => {
    expect(fold('A'.repeat(73), { first: 73, next: 73 })).toBe('A'.repeat(73));
    expect(fold('A'.repeat(74), { first: 73, next: 73 })).toBe(`${'A'.repeat(73)}\r\n A`);
  });

  it('never breaks inside a character', () => {
    const text = `SUMMARY:${'é'.repeat(60)}`;
    const lines = fold(text, { first: 75, next: 75 }).split('\r\n');
    expect(lines.map((line) => Buffer.byteLength(line))).toEqual([74, 55]);
    expect(lines.join('').replace(' ', '')).toBe(text);
  });
});

describe('text', () => {
  it('escapes what would end or split a value', () => {
    expect(escapeText('a;b,c\\d\ne')).toBe('a\\;b\\,c\\\\d\\ne');
  });

  it('ends every line with CRLF and writes whole seconds', () => {
    expect(calendarText(['A', 'B'], { first: 75, next: 75 })).toBe('A\r\nB\r\n');
    expect(icalInstant(new Date('2026-11-23T06:30:59.999Z'))).toBe('20261123T063059Z');
  });
});
