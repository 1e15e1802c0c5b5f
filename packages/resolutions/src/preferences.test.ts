import { expect, it } from 'vitest';
import { checkPreferences, defaultPreferences } from './preferences.ts';

it('are as usual where nothing is said: first come, first served, and nothing without asking', () => {
  expect(checkPreferences({})).toEqual({ ok: true, preferences: defaultPreferences });
  expect(defaultPreferences).toMatchObject({ winner: 'first_booked', neverMoveInHouse: true, automatic: [] });
});

it('keep what may be done without asking once each, in one order', () => {
  const given = { automatic: ['release_block', 'same_booking', 'release_block'] };
  expect(checkPreferences(given)).toMatchObject({
    preferences: { automatic: ['same_booking', 'release_block'] },
  });
});

it('name every value that cannot be', () => {
  const given = { winner: 'loudest', directPriority: 101, automatic: ['cancel'], more: true };
  const checked = checkPreferences(given);
  expect(checked.ok ? [] : checked.faults.map(({ key }) => key)).toEqual([
    'winner',
    'directPriority',
    'automatic',
    '',
  ]);
});
