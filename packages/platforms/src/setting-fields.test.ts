import { expect, it } from 'vitest';
import { kindOf, settingFields } from './setting-fields.ts';
import { checkSettings, settingsSchema } from './settings.ts';

it('tells people of every setting', () => {
  expect(settingFields.map(({ key }) => key).toSorted()).toEqual(
    Object.keys(settingsSchema.shape).toSorted(),
  );
});

it.each(settingFields)(
  'knows what $key can be: its range is the one that is checked',
  ({ key, unit, choices }) => {
    const kind = kindOf(key);
    const allows = (value: unknown) => checkSettings({ [key]: value }).ok;
    expect(kind.is === 'number').toBe(unit !== undefined);
    expect(kind.is === 'choice').toBe(choices !== undefined);
    if (kind.is === 'number') {
      expect([kind.min, kind.max].map(allows)).toEqual([true, true]);
      expect([kind.min - 1, kind.max + 1].map(allows)).toEqual([false, false]);
    }
    if (kind.is === 'choice') {
      expect(kind.choices.every(allows)).toBe(true);
      expect(Object.keys(choices ?? {})).toEqual(kind.choices);
    }
    expect(kind.is === 'switch' ? allows(true) : allows('nonsense')).toBe(kind.is === 'switch');
  },
);
