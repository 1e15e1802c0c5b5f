import { z } from 'zod';
import { commonDefinition, link, sentences } from '../definition.ts';

const minutes = z
  .int('A whole number of minutes.')
  .min(5, 'Between 5 and 1440 minutes.')
  .max(1440, 'Between 5 and 1440 minutes.');

/** A platform with calendar feeds, as data. */
export const icalDefinition = z.strictObject({
  ...commonDefinition,
  /** The platform's own page on connecting calendars. */
  calendarHelp: link.optional(),
  whereToFindUrl: sentences(500).optional(),
  /** How often the platform is known to read our calendar. */
  exportPolling: z
    .strictObject({ min: minutes, max: minutes })
    .refine(({ min, max }) => min <= max, { error: 'The first number must not be the larger one.' })
    .optional(),
});

export type IcalDefinition = z.infer<typeof icalDefinition>;
