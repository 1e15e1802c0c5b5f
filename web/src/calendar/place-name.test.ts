import { expect, it } from 'vitest';
import { placeName } from './place-name.ts';

it('names property and unit, and a villa that is its own unit once', () => {
  expect(placeName({ name: 'Haveli Amrit' }, { name: 'Peacock Suite' })).toBe('Haveli Amrit, Peacock Suite');
  expect(placeName({ name: 'Casa Tulsi' }, { name: 'Casa Tulsi' })).toBe('Casa Tulsi');
});
