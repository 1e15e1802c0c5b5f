import { describe, expect, it } from 'vitest';
import { kindOf, settingFields } from './setting-fields.ts';
import { checkSettings, settingsSchema } from './settings.ts';

it('tells people of every setting', () => {
  expect(settingFields.map(({ key }) => key).toSorted()).toEqual(
    Object.keys(settingsSchema.shape).toSorted(),
  );
});

describe('what a setting can be is what is checked', () => {
  const kinds = settingFields.map((field) => ({ ...field, kind: kindOf(field.key) }));
  const allows = (key: string, values: unknown[]) =>
    values.map((value) => checkSettings({ [key]: value }).ok);
  const numbers = kinds.flatMap(({ kind, ...field }) => (kind.is === 'number' ? { ...field, ...kind } : []));
  const choices = kinds.flatMap(({ kind, ...field }) => (kind.is === 'choice' ? { field, ...kind } : []));

  it.each(numbers)('$key: $min to $max', ({ key, min, max, unit }) => {
    expect(allows(key, [min - 1, min, max, max + 1])).toEqual([false, true, true, false]);
    expect(unit).not.toBe('');
  });

  it.each(choices)('$field.key: $choices', ({ field, choices: values }) => {
    expect(allows(field.key, [...values, 'nonsense'])).toEqual([...values.map(() => true), false]);
    expect(Object.keys(field.choices ?? {})).toEqual(values);
  });

  it('and the others are yes or no, and the penalty', () => {
    const others = kinds.filter(({ kind }) => kind.is === 'switch' || kind.is === 'penalty');
    expect(others.map(({ key, kind }) => `${key} ${kind.is}`)).toEqual([
      'importBlocks switch',
      'penalty penalty',
    ]);
    expect(allows('importBlocks', [true, 'yes'])).toEqual([true, false]);
  });
});
