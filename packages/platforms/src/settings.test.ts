import { describe, expect, it } from 'vitest';
import { checkSettings, commonDefaults, resolveSettings, settingValues } from './settings.ts';

describe('resolving', () => {
  it('takes the listing before the organization before the platform, and says which', () => {
    const resolved = resolveSettings(
      { intervalMinutes: 60 },
      { intervalMinutes: 30, importBlocks: false },
      { intervalMinutes: 20 },
    );
    expect(resolved.intervalMinutes).toEqual({ value: 20, source: 'listing' });
    expect(resolved.importBlocks).toEqual({ value: false, source: 'organization' });
    expect(resolved.horizonDays).toEqual({ value: commonDefaults.horizonDays, source: 'platform' });
    expect(resolveSettings({ intervalMinutes: 60 }, {}, {}).intervalMinutes).toEqual({
      value: 60,
      source: 'platform',
    });
  });

  it('passes over kept values that are not allowed, and keys of other people', () => {
    const resolved = resolveSettings(
      {},
      { intervalMinutes: 4, roomName: 'Blue' },
      { importBlocks: 'yes', intervalMinutes: null },
    );
    expect(settingValues(resolved)).toEqual(commonDefaults);
    expect(settingValues(resolveSettings({}, null, 'nonsense'))).toEqual(commonDefaults);
  });
});

describe('checking', () => {
  it('names every field at fault and the allowed range', () => {
    expect(
      checkSettings({ intervalMinutes: 4, preparationNightsAfter: 8, exportContents: 'nothing', colour: 1 }),
    ).toEqual({
      ok: false,
      faults: expect.arrayContaining([
        { key: 'intervalMinutes', message: 'Between 5 and 1440 minutes.' },
        { key: 'preparationNightsAfter', message: 'Between 0 and 7 nights.' },
        { key: 'exportContents', message: 'Either `everything` or `stays`.' },
        { key: 'colour', message: 'There is no such setting.' },
      ]),
    });
  });

  it('keeps what is allowed and only that', () => {
    expect(checkSettings({ intervalMinutes: 30, importBlocks: undefined })).toEqual({
      ok: true,
      settings: { intervalMinutes: 30 },
    });
    expect(checkSettings(commonDefaults)).toEqual({ ok: true, settings: commonDefaults });
  });
});
