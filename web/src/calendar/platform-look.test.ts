import { expect, it } from 'vitest';
import { platformLooks } from './platform-look.ts';

const looks = (...names: string[]) => [...platformLooks(names.map((name) => ({ key: name, name }))).values()];

it('gives each platform two letters of its name and a tone of its own', () => {
  const [first, second] = looks('Airbnb', 'GoMMT (MakeMyTrip, Goibibo)');
  expect(first).toMatchObject({ letters: 'Ai', name: 'Airbnb' });
  expect(second).toMatchObject({ letters: 'Go', name: 'GoMMT' });
  expect(first?.tone).not.toBe(second?.tone);
});

it('never gives the same letters twice, nor those of direct bookings and blocks', () => {
  const letters = looks('Agoda', 'Agency', 'Dial a room', 'Blue').map((look) => look.letters);
  expect(letters).toEqual(['Ag', 'Ae', 'Da', 'Bu']);
});
