import { counted } from '../format.ts';
import type {
  PenaltyPartsFragment,
  SettingPartsFragment,
  SettingsInput,
  SettingSource,
} from '~/graphql/generated/graphql.ts';

export type Setting = SettingPartsFragment;
export type Penalty = PenaltyPartsFragment;

/** A value as `SettingsInput` takes it; null is inherited again. */
export type SettingValue = number | boolean | string | Omit<Penalty, '__typename'> | null;

/** One setting to change, as the API takes it. */
export function settingsInput(key: string, value: SettingValue): SettingsInput {
  return Object.fromEntries([[key, value]]);
}

/** What holds, in words. */
export function valueInWords(setting: Setting): string {
  switch (setting.__typename) {
    case 'NumberSetting':
      return numberInWords(setting.number, setting.unit);
    case 'SwitchSetting':
      return setting.enabled ? 'Yes' : 'No';
    case 'ChoiceSetting':
      return labelOf(setting, setting.choice);
    case 'PenaltySetting':
      return penaltyInWords(setting.penalty);
  }
}

/** What would hold if nothing were said here, in words. */
export function inheritedInWords(setting: Setting): string {
  switch (setting.__typename) {
    case 'NumberSetting':
      return numberInWords(setting.inheritedNumber, setting.unit);
    case 'SwitchSetting':
      return setting.inheritedEnabled ? 'Yes' : 'No';
    case 'ChoiceSetting':
      return labelOf(setting, setting.inheritedChoice);
    case 'PenaltySetting':
      return penaltyInWords(setting.inheritedPenalty);
  }
}

/** The allowed range, in words; empty where the editor offers nothing else. */
export function rangeInWords(setting: Setting): string {
  return setting.__typename === 'NumberSetting' ? `${setting.min} to ${setting.max} ${setting.unit}.` : '';
}

const sources: Record<SettingSource, string> = {
  PLATFORM: 'Usual for the platform',
  ORGANIZATION: 'Set for all your listings there',
  LISTING: 'Set for this listing',
};

/** Where a value comes from, in words. */
export function sourceInWords(source: SettingSource): string {
  return sources[source];
}

function numberInWords(value: number, unit: string): string {
  return unit.endsWith('s') ? counted(value, unit.slice(0, -1)) : `${value} ${unit}`;
}

function labelOf(
  { choices }: { choices: readonly { value: string; label: string }[] },
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

function penaltyInWords({ steps, minimum, maximum, currency, note }: Penalty): string {
  const shares = steps.map(({ hoursBefore, percent }) => `${percent} % ${leftInWords(hoursBefore)}`);
  const bounds = [
    minimum === null ? '' : `at least ${currency} ${minimum}`,
    maximum === null ? '' : `at most ${currency} ${maximum}`,
  ];
  const money = [...shares, ...bounds].filter(Boolean).join(', ');
  return [money, note].filter(Boolean).join('. ') || 'Nothing';
}

/** Longer than any booking is made ahead: it applies always. */
const always = 24_000;

function leftInWords(hours: number): string {
  if (hours >= always) return 'at any time';
  return hours % 24 === 0 && hours >= 72
    ? `less than ${hours / 24} days before`
    : `less than ${hours} hours before`;
}
