import { expect, it } from 'vitest';
import { modeItems, setUpNotes } from './listing-mode.ts';

it('offers the modes of a platform and what to do once in each', () => {
  expect(modeItems(['MANUAL', 'MANUAL_VERIFIED']).map(({ value }) => value)).toEqual([
    'MANUAL',
    'MANUAL_VERIFIED',
  ]);
  const platform = { feedSetUp: ['Paste.', 'Switch off.'], manualSetUp: ['Switch off.', 'Sign in.'] };
  expect(setUpNotes(platform, 'ICAL')).toEqual(['Paste.', 'Switch off.']);
  expect(setUpNotes(platform, 'MANUAL')).toEqual(['Switch off.', 'Sign in.']);
  expect(setUpNotes(platform, 'MANUAL_VERIFIED')).toEqual(['Paste.', 'Switch off.', 'Sign in.']);
});
