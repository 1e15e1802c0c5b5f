import { z } from 'zod';

/** Of two bookings that nothing else tells apart, which one keeps the nights. */
export const winners = ['first_booked', 'platform_order', 'highest_value'] as const;

/** What may be done without asking a person: few things, each of which a person can undo. */
export const automaticKinds = ['same_booking', 'release_block', 'move_in_property'] as const;
export type AutomaticKind = (typeof automaticKinds)[number];

const preferencesSchema = z.strictObject({
  winner: z.enum(winners, `One of ${winners.join(', ')}.`),
  /** Where direct bookings stand in the order of platforms, among their priorities in conflicts. */
  directPriority: z
    .int('A whole number of points.')
    .min(0, 'Between 0 and 100 points.')
    .max(100, 'Between 0 and 100 points.'),
  neverMoveInHouse: z.boolean('Either yes or no.'),
  automatic: z
    .array(z.enum(automaticKinds, `Some of ${automaticKinds.join(', ')}.`))
    // The order and repetitions mean nothing, and are not kept.
    .transform((kinds) => automaticKinds.filter((kind) => kinds.includes(kind))),
});

/** What an organization wants of those who resolve its conflicts. */
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;

export const defaultPreferences: Preferences = {
  winner: 'first_booked',
  directPriority: 50,
  neverMoveInHouse: true,
  automatic: [],
};

/** One preference that cannot be: which, and what is allowed, in a sentence. */
export interface PreferenceFault {
  readonly key: string;
  readonly message: string;
}

/** Reads preferences that a person gives; all faults at once. What is not given is as usual. */
export function checkPreferences(
  given: object,
): { ok: true; preferences: Preferences } | { ok: false; faults: PreferenceFault[] } {
  const parsed = preferencesSchema.safeParse({ ...defaultPreferences, ...given });
  if (parsed.success) return { ok: true, preferences: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => ({ key: String(path[0] ?? ''), message }));
  return { ok: false, faults };
}
