import { expect, it } from 'vitest';
import { rotationText, statusText } from './keys-text.ts';

const counted = (what: string, byKey: [string, number][], unnamed = 0) => ({
  what,
  byKey: new Map(byKey),
  unnamed,
});
const names = { current: 'cafe0001', old: ['cafe0000'] };

it('says which key has sealed what, and that the old one is still needed', () => {
  const counts = [
    counted('feed addresses', [
      ['cafe0001', 3],
      ['cafe0000', 2],
    ]),
    counted('kept feeds', []),
  ];
  expect(statusText(counts, names)).toBe(
    [
      'feed addresses: 3 under the current key cafe0001, 2 under the old key cafe0000',
      'kept feeds: none',
      '',
      'The old key cafe0000 is still needed. Run: npm run roomnight -- keys rotate',
    ].join('\n'),
  );
});

it('says when the old key is no longer needed', () => {
  expect(statusText([counted('feed addresses', [['cafe0001', 5]])], names)).toContain(
    'The old key cafe0000 is no longer needed: take it out of ENCRYPTION_KEYS_OLD.',
  );
});

it('takes any old key for needed while something names no key', () => {
  expect(statusText([counted('feed addresses', [['cafe0001', 5]], 1)], names)).toMatch(
    /1 from before keys had names\n\nThe old key cafe0000 is still needed/,
  );
});

it('says of a key that is missing what it would open', () => {
  expect(statusText([counted('feed addresses', [['dead0000', 5]])], names)).toContain(
    'What the key dead0000 has sealed cannot be opened: add that key',
  );
});

it('says what a rotation did and left', () => {
  expect(
    rotationText([
      { what: 'feed addresses', resealed: 4, unreadable: 0, left: 0 },
      { what: 'export tokens', resealed: 4, unreadable: 1, left: 3 },
    ]),
  ).toBe(
    'feed addresses: 4 sealed again\nexport tokens: 4 sealed again, 1 opened by no key given, 2 in use: run it again',
  );
});
