import { z } from 'zod';
import { commonDefinition, holdsSession, sentences } from '../definition.ts';
import { fill, placeholdersOf, stepsOf } from './template.ts';

const inLinks = ['propertyCode', 'roomCode', 'from', 'until'];
const inSteps = ['room', 'rooms', 'propertyCode', 'roomCode', 'from', 'until', 'lastNight'];

function only(allowed: readonly string[]) {
  return {
    check: (text: string) => [...placeholdersOf(text)].every((name) => allowed.includes(name)),
    error: `Its placeholders can be ${allowed.map((name) => `{${name}}`).join(', ')}.`,
  };
}

/** The address behind a template, as it is with any values. */
function sample(template: string): string {
  return fill(template, Object.fromEntries(inLinks.map((name) => [name, '1']))) ?? template;
}

const linkTemplate = z
  .string()
  .trim()
  .max(500, 'At most 500 characters.')
  .refine(only(inLinks).check, { error: only(inLinks).error })
  .refine((text) => /^https:\/\/[^/?#{}\s@]+\//.test(text) && URL.canParse(sample(text)), {
    error:
      'An address that begins with https:// and the name of the platform’s site, with placeholders after that.',
  })
  .refine((text) => !URL.canParse(sample(text)) || !holdsSession(sample(text)), {
    error: 'This address holds a session. Leave that part out: it is a secret, and ends when you sign out.',
  });

const steps = z
  .string()
  .trim()
  .max(3000, 'At most 3000 characters.')
  .refine(only(inSteps).check, { error: only(inSteps).error })
  .refine((text) => stepsOf(text).length > 0, { error: 'At least one step.' })
  .refine((text) => /\{from\}/.test(text) && /\{(until|lastNight)\}/.test(text), {
    error: 'Say which nights: {from} and {until} must both be in it.',
  });

/** A platform that is kept right by hand, as data. */
export const manualDefinition = z.strictObject({
  ...commonDefinition,
  /** Opens its calendar; {propertyCode}, {roomCode}, {from} and {until} are filled in, the dates as 2027-01-30. */
  link: linkTemplate.optional(),
  /** Whether the second date of its forms and links is the last night. Else it is the day of check-out. */
  untilInclusive: z.boolean('Either yes or no.'),
  /** How a night is closed: the room's status is set, a number of rooms is lowered, or a block is laid over the dates. */
  closing: z.enum(['status', 'count', 'block'], 'One of status, count, block.'),
  /** Markdown, a step a line. Without it, steps are made from the rest. */
  stepsToClose: steps.optional(),
  stepsToOpen: steps.optional(),
  /** What to see before ticking an item off. */
  proof: sentences(300).optional(),
});

export type ManualDefinition = z.infer<typeof manualDefinition>;
