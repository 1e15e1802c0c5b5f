import { expect, it } from 'vitest';
import { inheritedInWords, rangeInWords, type Setting, valueInWords } from './setting-words.ts';

const common = { label: 'x', about: 'x', concerns: 'IMPORT', source: 'LISTING' } as const;

it('says numbers, switches and choices in words', () => {
  const nights: Setting = {
    __typename: 'NumberSetting',
    key: 'preparationNightsAfter',
    number: 1,
    inheritedNumber: 0,
    min: 0,
    max: 7,
    unit: 'nights',
    ...common,
  };
  expect([valueInWords(nights), inheritedInWords(nights), rangeInWords(nights)]).toEqual([
    '1 night',
    '0 nights',
    '0 to 7 nights.',
  ]);
  const blocks: Setting = {
    __typename: 'SwitchSetting',
    key: 'importBlocks',
    enabled: false,
    inheritedEnabled: true,
    ...common,
  };
  expect([valueInWords(blocks), inheritedInWords(blocks), rangeInWords(blocks)]).toEqual(['No', 'Yes', '']);
  const contents: Setting = {
    __typename: 'ChoiceSetting',
    key: 'exportContents',
    choice: 'stays',
    inheritedChoice: 'everything',
    choices: [{ value: 'stays', label: 'Stays only' }],
    ...common,
  };
  expect([valueInWords(contents), inheritedInWords(contents)]).toEqual(['Stays only', 'everything']);
});

it('says what a cancellation costs', () => {
  const usual = {
    steps: [
      { hoursBefore: 24_000, percent: 10 },
      { hoursBefore: 720, percent: 25 },
      { hoursBefore: 48, percent: 50 },
    ],
    minimum: 50,
    maximum: null,
    currency: 'USD',
    note: '',
  };
  const nothing = { ...usual, steps: [], minimum: null };
  const penalty: Setting = {
    __typename: 'PenaltySetting',
    key: 'penalty',
    penalty: usual,
    inheritedPenalty: nothing,
    ...common,
  };
  expect(valueInWords(penalty)).toBe(
    '10 % at any time, 25 % less than 30 days before, 50 % less than 48 hours before, at least USD 50',
  );
  expect(inheritedInWords(penalty)).toBe('Nothing');
});
