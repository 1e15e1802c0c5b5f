import { z } from 'zod';

/** One step of what a platform charges for a booking that its host cancels. */
const penaltyStep = z.strictObject({
  /** Applies when the guest arrives in less than this many hours; the largest number is the earliest step. */
  hoursBefore: z
    .int('A whole number of hours.')
    .min(0, 'Between 0 and 24000 hours.')
    .max(24_000, 'Between 0 and 24000 hours.'),
  /** Of the booking's value. */
  percent: z.number().min(0, 'Between 0 and 1000 percent.').max(1000, 'Between 0 and 1000 percent.'),
});

/** What it costs to cancel a guest on a platform: the platform's own terms, as its help pages give them. */
const penalty = z.strictObject({
  steps: z.array(penaltyStep).max(10, 'At most 10 steps.'),
  /** In `currency`; null where there is none. */
  minimum: z.number().min(0, 'Not less than 0.').nullable().default(null),
  maximum: z.number().min(0, 'Not less than 0.').nullable().default(null),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as INR.'),
  /** What money does not say, as a sentence: blocked dates, lost ranking, transport for the guest. */
  note: z.string().max(300, 'At most 300 characters.'),
});

function whole(min: number, max: number, unit: string) {
  return z
    .int(`A whole number of ${unit}.`)
    .min(min, `Between ${min} and ${max} ${unit}.`)
    .max(max, `Between ${min} and ${max} ${unit}.`);
}

/**
 * Every setting of a listing. Each has a default of its platform, which an organization can change for all its listings
 * on that platform, and again for one listing. `setting-fields.ts` tells people of them.
 */
export const settingsSchema = z.strictObject({
  intervalMinutes: whole(5, 1440, 'minutes'),
  confirmMissingMinutes: whole(30, 1440, 'minutes'),
  horizonDays: whole(30, 1095, 'days'),
  importBlocks: z.boolean('Either yes or no.'),
  exportContents: z.enum(['everything', 'stays'], 'Either `everything` or `stays`.'),
  preparationNightsBefore: whole(0, 7, 'nights'),
  preparationNightsAfter: whole(0, 7, 'nights'),
  conflictPriority: whole(0, 100, 'points'),
  penalty,
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type SettingKey = keyof Settings;

/** What an organization or a listing says otherwise. Kept as JSON; what is not there is inherited. */
export type OwnSettings = Partial<Settings>;

/** What holds where a platform says nothing else. */
export const commonDefaults: Settings = {
  intervalMinutes: 45,
  confirmMissingMinutes: 30,
  horizonDays: 730,
  importBlocks: true,
  exportContents: 'everything',
  preparationNightsBefore: 0,
  preparationNightsAfter: 0,
  conflictPriority: 50,
  penalty: { steps: [], minimum: null, maximum: null, currency: 'INR', note: '' },
};

/** Where a value comes from. */
export type SettingSource = 'platform' | 'organization' | 'listing';

export type ResolvedSettings = {
  readonly [K in SettingKey]: { readonly value: Settings[K]; readonly source: SettingSource };
};

/** One setting that cannot be: which, and what is allowed, in a sentence. */
export interface SettingFault {
  readonly key: string;
  readonly message: string;
}

/** Reads settings that a person gives; all faults at once. Unknown keys are faults too. */
export function checkSettings(
  given: unknown,
): { ok: true; settings: OwnSettings } | { ok: false; faults: SettingFault[] } {
  const parsed = settingsSchema.partial().safeParse(given);
  if (parsed.success) return { ok: true, settings: withoutHoles(parsed.data) };
  return { ok: false, faults: faultsOf(parsed.error) };
}

/** What is wrong with what a person gave: every field at fault. */
export function faultsOf(error: z.ZodError): SettingFault[] {
  return error.issues.flatMap((issue): SettingFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          key: [...issue.path, key].join('.'),
          message: 'There is no such setting.',
        }))
      : [{ key: issue.path.join('.'), message: issue.message }],
  );
}

/**
 * The value of every setting and where it comes from: the listing, else the organization, else the platform. A kept
 * value that is not allowed (any more) counts as not said.
 */
export function resolveSettings(
  platformDefaults: OwnSettings,
  organization: unknown,
  listing: unknown,
): ResolvedSettings {
  const layers = [
    { source: 'listing', settings: keptSettings(listing) },
    { source: 'organization', settings: keptSettings(organization) },
    { source: 'platform', settings: { ...commonDefaults, ...platformDefaults } },
  ] as const;
  const entries = Object.keys(settingsSchema.shape).map((key) => {
    const layer = layers.find(({ settings }) => settings[key as SettingKey] !== undefined);
    return [key, { value: layer?.settings[key as SettingKey], source: layer?.source }];
  });
  // The last layer has every key.
  return Object.fromEntries(entries) as ResolvedSettings;
}

/** The bare values of resolved settings. */
export function settingValues(resolved: ResolvedSettings): Settings {
  const entries = Object.entries(resolved).map(([key, { value }]) => [key, value]);
  return Object.fromEntries(entries) as Settings;
}

/** What of kept JSON is a setting that is allowed. Other keys (the room's name on the platform) are other people's. */
function keptSettings(kept: unknown): OwnSettings {
  if (typeof kept !== 'object' || kept === null) return {};
  const entries = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(Reflect.get(kept, key));
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(entries);
}

/** A key without a value would hide what is inherited. */
export function withoutHoles(settings: { [K in SettingKey]?: Settings[K] | undefined }): OwnSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
