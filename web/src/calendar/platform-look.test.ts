import { expect, it } from 'vitest';
import { lookOfPlatform } from './platform-look.ts';

it('shows a platform by its letters, its tone and a short name', () => {
  expect(lookOfPlatform({ name: 'Stay (and More)', letters: 'St', tone: 'CYAN' })).toEqual({
    letters: 'St',
    tone: 'tone-cyan',
    name: 'Stay',
  });
});
