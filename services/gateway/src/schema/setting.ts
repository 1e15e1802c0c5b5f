import type { Settings } from '@roomnight/platforms/settings';
import { kindOf, settingFields } from '@roomnight/platforms/setting-fields';
import type { ShownSetting } from '../platforms/shown-settings.ts';
import { builder } from './builder.ts';
import { SettingConcern, SettingSource } from './enums.ts';

type Penalty = Settings['penalty'];

export const SettingRef = builder.interfaceRef<ShownSetting>('Setting').implement({
  description:
    'One setting of a platform or a listing: what holds, where that comes from, and what it can be.',
  fields: (t) => ({
    key: t.string({ description: 'Its name in `SettingsInput`.', resolve: ({ field }) => field.key }),
    label: t.string({ description: 'Its name for people.', resolve: ({ field }) => field.label }),
    about: t.string({
      description: 'What it does, in a sentence or two.',
      resolve: ({ field }) => field.about,
    }),
    concerns: t.field({
      type: SettingConcern,
      description: 'What it matters to.',
      resolve: ({ field }) => field.concerns,
    }),
    source: t.expose('source', { type: SettingSource, description: 'Where its value comes from.' }),
  }),
  resolveType: ({ kind }) => typeNames[kind.is],
});

const typeNames = {
  number: 'NumberSetting',
  switch: 'SwitchSetting',
  choice: 'ChoiceSetting',
  penalty: 'PenaltySetting',
} as const;

const VALUE = 'What holds.';
const INHERITED = 'What holds if nothing is said here.';

builder.objectRef<ShownSetting>('NumberSetting').implement({
  description: 'A setting that is a whole number.',
  interfaces: [SettingRef],
  fields: (t) => ({
    value: t.int({ description: VALUE, resolve: ({ value }) => Number(value) }),
    inherited: t.int({ description: INHERITED, resolve: ({ inherited }) => Number(inherited) }),
    unit: t.string({ description: 'What is counted.', resolve: ({ field }) => field.unit ?? '' }),
    min: t.int({
      description: 'The smallest it can be.',
      resolve: ({ kind }) => (kind.is === 'number' ? kind.min : 0),
    }),
    max: t.int({
      description: 'The largest it can be.',
      resolve: ({ kind }) => (kind.is === 'number' ? kind.max : 0),
    }),
  }),
});

builder.objectRef<ShownSetting>('SwitchSetting').implement({
  description: 'A setting that is yes or no.',
  interfaces: [SettingRef],
  fields: (t) => ({
    value: t.boolean({ description: VALUE, resolve: ({ value }) => value === true }),
    inherited: t.boolean({ description: INHERITED, resolve: ({ inherited }) => inherited === true }),
  }),
});

const SettingChoiceRef = builder.objectRef<{ value: string; label: string }>('SettingChoice').implement({
  description: 'One of the values of a setting.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'As `SettingsInput` takes it.' }),
    label: t.exposeString('label', { description: 'In words.' }),
  }),
});

builder.objectRef<ShownSetting>('ChoiceSetting').implement({
  description: 'A setting that is one of a few.',
  interfaces: [SettingRef],
  fields: (t) => ({
    value: t.string({ description: VALUE, resolve: ({ value }) => String(value) }),
    inherited: t.string({ description: INHERITED, resolve: ({ inherited }) => String(inherited) }),
    choices: t.field({
      type: [SettingChoiceRef],
      description: 'What it can be.',
      resolve: ({ field, kind }) =>
        kind.is === 'choice'
          ? kind.choices.map((value) => ({ value, label: field.choices?.[value] ?? value }))
          : [],
    }),
  }),
});

const PenaltyStepRef = builder.objectRef<Penalty['steps'][number]>('PenaltyStep').implement({
  description: 'What a cancellation costs from some time before arrival on.',
  fields: (t) => ({
    hoursBefore: t.exposeInt('hoursBefore', {
      description: 'Applies when the guest arrives in less than this many hours.',
    }),
    percent: t.exposeFloat('percent', { description: 'Of the booking’s value.' }),
  }),
});

const PenaltyRef = builder.objectRef<Penalty>('Penalty').implement({
  description: 'What a platform charges a host who cancels a guest.',
  fields: (t) => ({
    steps: t.field({
      type: [PenaltyStepRef],
      description: 'By the time left before arrival; empty where it is no share of the booking.',
      resolve: ({ steps }) => steps,
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, description: 'At least this much, in `currency`.' }),
    maximum: t.exposeFloat('maximum', { nullable: true, description: 'At most this much, in `currency`.' }),
    currency: t.exposeString('currency', { description: 'ISO 4217, such as INR.' }),
    note: t.exposeString('note', { description: 'What money does not say.' }),
  }),
});

const penaltyOf = (value: unknown): Penalty => value as Penalty;

builder.objectRef<ShownSetting>('PenaltySetting').implement({
  description: 'What cancelling a guest costs.',
  interfaces: [SettingRef],
  fields: (t) => ({
    value: t.field({ type: PenaltyRef, description: VALUE, resolve: ({ value }) => penaltyOf(value) }),
    inherited: t.field({
      type: PenaltyRef,
      description: INHERITED,
      resolve: ({ inherited }) => penaltyOf(inherited),
    }),
  }),
});

const PenaltyStepInput = builder.inputType('PenaltyStepInput', {
  description: 'What a cancellation costs from some time before arrival on.',
  fields: (t) => ({
    hoursBefore: t.int({ required: true, description: 'Hours left before arrival, 0 to 24000.' }),
    percent: t.float({ required: true, description: 'Of the booking’s value, 0 to 1000.' }),
  }),
});

const PenaltyInput = builder.inputType('PenaltyInput', {
  description: 'What a platform charges a host who cancels a guest.',
  fields: (t) => ({
    steps: t.field({
      type: [PenaltyStepInput],
      required: true,
      description: 'By the time left before arrival, at most 10.',
    }),
    minimum: t.float({ description: 'At least this much, in `currency`.' }),
    maximum: t.float({ description: 'At most this much, in `currency`.' }),
    currency: t.string({ required: true, description: 'ISO 4217, such as INR.' }),
    note: t.string({ required: true, description: 'What money does not say, at most 300 characters.' }),
  }),
});

/** Its fields are the settings there are: their names, kinds and ranges stand in one place only. */
export const SettingsInput = builder.inputType('SettingsInput', {
  description: 'Settings to change: what is not given stays, null is inherited again.',
  fields: (t) =>
    Object.fromEntries(
      settingFields.map(({ key, label, unit }) => {
        const kind = kindOf(key);
        switch (kind.is) {
          case 'number':
            return [key, t.int({ description: `${label}: ${kind.min} to ${kind.max} ${unit ?? ''}.` })];
          case 'switch':
            return [key, t.boolean({ description: `${label}.` })];
          case 'choice':
            return [key, t.string({ description: `${label}: one of ${kind.choices.join(', ')}.` })];
          case 'penalty':
            return [key, t.field({ type: PenaltyInput, description: `${label}.` })];
        }
      }),
    ),
});
