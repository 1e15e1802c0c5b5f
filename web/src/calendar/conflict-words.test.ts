import { expect, test } from 'vitest';
import { conflictWords } from './conflict-words.ts';

test('each kind of conflict says what is wrong, and names the platform it is about', () => {
  expect(conflictWords('OVERLAP').title).toBe('Wanted twice');
  expect(conflictWords('BLOCK').title).toBe('Booked although closed');
  expect(conflictWords('POOL').title).toBe('More guests than rooms');
  expect(conflictWords('PREPARATION').title).toBe('No time to prepare');
  expect(conflictWords('CLOSED_LISTING', 'GoMMT').title).toBe('Sold on GoMMT, which is closed');
  expect(conflictWords('POTENTIAL', 'VRBO').title).toBe('Still for sale on VRBO');
});

test('only two that want the same nights can be one booking', () => {
  const kinds = ['OVERLAP', 'BLOCK', 'POOL', 'PREPARATION', 'CLOSED_LISTING', 'POTENTIAL'] as const;
  expect(kinds.filter((kind) => conflictWords(kind).isWantedTwice)).toEqual(['OVERLAP', 'BLOCK', 'POOL']);
});
