import { expect, it } from 'vitest';
import { InvalidInput } from '../failures.ts';
import { changedSettings } from './change-settings.ts';

it('changes what is given, and takes away what is null', () => {
  const kept = { intervalMinutes: 30, importBlocks: false, roomName: 'Deluxe' };
  expect(changedSettings(kept, { intervalMinutes: 60, importBlocks: null, horizonDays: undefined })).toEqual({
    intervalMinutes: 60,
    roomName: 'Deluxe',
  });
  expect(changedSettings(kept, {})).toEqual(kept);
});

it('names every fault, and keeps the first as the field', () => {
  const change = { intervalMinutes: 1, preparationNightsAfter: 9 };
  expect(() => changedSettings({}, change)).toThrow(InvalidInput);
  expect(() => changedSettings({}, change)).toThrow(
    expect.objectContaining({
      field: 'intervalMinutes',
      message: 'intervalMinutes: Between 5 and 1440 minutes. preparationNightsAfter: Between 0 and 7 nights.',
    }),
  );
});
