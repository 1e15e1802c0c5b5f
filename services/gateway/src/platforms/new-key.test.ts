import { expect, it } from 'vitest';
import { newKey } from './new-key.ts';

it.each([
  ['Cleartrip', 'cleartrip'],
  ['Clear  Trip (India)', 'clear_trip_india'],
  ['7 Oaks', 'oaks'],
  ['Séjour', 'se_jour'],
  ['क्लियरट्रिप', 'platform'],
  ['___', 'platform'],
])('makes of %s the key %s', (name, key) => expect(newKey(name, new Set())).toBe(key));

it('makes one that is free', () => {
  expect(newKey('Agoda', new Set(['agoda', 'agoda_2']))).toBe('agoda_3');
});
