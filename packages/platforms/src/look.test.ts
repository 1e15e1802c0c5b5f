import { expect, it } from 'vitest';
import { lettersOf, platformTones, toneOf } from './look.ts';

it('takes two letters of the name', () => {
  expect(lettersOf('Cleartrip')).toBe('Cl');
  expect(lettersOf('(easy) my trip')).toBe('Ea');
  expect(lettersOf('…')).toBe('Pa');
});

it('never gives the same letters twice, nor those of direct bookings and blocks', () => {
  const taken: string[] = [];
  for (const name of ['Agoda', 'Agency', 'Dial a room', 'Blue', 'Aa', 'A'])
    taken.push(lettersOf(name, taken));
  expect(taken).toEqual(['Ag', 'Ae', 'Da', 'Bu', 'Aa', 'Ab']);
});

it('gives a key the same tone always', () => {
  expect(platformTones).toContain(toneOf('cleartrip'));
  expect(toneOf('cleartrip')).toBe(toneOf('cleartrip'));
  expect(toneOf('')).toBe('rose');
});
