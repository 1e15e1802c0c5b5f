import { z } from 'zod';
import { type SettingKey, settingsSchema } from './settings.ts';

/** How a person is told of a setting. */
export interface SettingField {
  readonly key: SettingKey;
  readonly label: string;
  readonly about: string;
  /** Of a number. */
  readonly unit?: string;
  /** Of a choice: each value in words. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Which listings it matters to. */
  readonly concerns: 'import' | 'export' | 'conflicts';
}

export const settingFields: readonly SettingField[] = [
  {
    key: 'intervalMinutes',
    label: 'Minutes between two polls',
    about:
      'The middle of the range: a wait is between two thirds and four thirds of it, sooner when it matters.',
    unit: 'minutes',
    concerns: 'import',
  },
  {
    key: 'confirmMissingMinutes',
    label: 'Wait before a vanished booking counts as cancelled',
    about:
      'And only after a second healthy poll. A feed never says that a booking was cancelled: it just stops showing it.',
    unit: 'minutes',
    concerns: 'import',
  },
  {
    key: 'horizonDays',
    label: 'How far ahead',
    about: 'Nights further ahead are neither imported nor exported.',
    unit: 'days',
    concerns: 'import',
  },
  {
    key: 'importBlocks',
    label: 'Import blocks',
    about:
      'Nights the host closed on the platform close here too. Without it only reservations are imported.',
    concerns: 'import',
  },
  {
    key: 'exportContents',
    label: 'What the platform is told',
    about: 'With stays only, nights you closed yourself stay open there.',
    choices: { everything: 'Everything that takes a night', stays: 'Stays only' },
    concerns: 'export',
  },
  {
    key: 'preparationNightsBefore',
    label: 'Nights kept free before each stay',
    about:
      'Closed on this platform; here they take no night, but a guest on those around its own stays is a conflict.',
    unit: 'nights',
    concerns: 'export',
  },
  {
    key: 'preparationNightsAfter',
    label: 'Nights kept free after each stay',
    about:
      'Closed on this platform; here they take no night, but a guest on those around its own stays is a conflict.',
    unit: 'nights',
    concerns: 'export',
  },
  {
    key: 'conflictPriority',
    label: 'Priority in conflicts',
    about: 'Of two bookings that want the same night, the one of the higher priority is proposed to be kept.',
    unit: 'points',
    concerns: 'conflicts',
  },
  {
    key: 'penalty',
    label: 'Cost of cancelling a guest',
    about: 'What the platform charges a host who cancels, by the time left before arrival.',
    concerns: 'conflicts',
  },
];

/** What a setting's value can be, as its schema says: the one place where ranges stand. */
export type SettingKind =
  | { readonly is: 'number'; readonly min: number; readonly max: number }
  | { readonly is: 'switch' }
  | { readonly is: 'choice'; readonly choices: readonly string[] }
  | { readonly is: 'penalty' };

export function kindOf(key: SettingKey): SettingKind {
  const schema: z.ZodType = settingsSchema.shape[key];
  if (schema instanceof z.ZodNumber)
    return { is: 'number', min: schema.minValue ?? 0, max: schema.maxValue ?? 0 };
  if (schema instanceof z.ZodBoolean) return { is: 'switch' };
  if (schema instanceof z.ZodEnum) return { is: 'choice', choices: schema.options.map(String) };
  return { is: 'penalty' };
}
