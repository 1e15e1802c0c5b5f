import { z } from 'zod';
import { platformTones } from './look.ts';
import { settingsSchema, withoutHoles } from './settings.ts';

/** Names of query parameters that platforms put sessions and secrets in. */
const secretNames = /^(ses|sid|session|sessionid|session_id|token|access_token|auth|jsessionid)$/i;

/** Whether a link carries somebody's session: it would end, and be seen by others, if it were kept. */
export function holdsSession(link: string): boolean {
  return [...new URL(link).searchParams.keys()].some((name) => secretNames.test(name));
}

export const link = z
  .url({ protocol: /^https$/, error: 'An address that begins with https://.' })
  .max(500, 'At most 500 characters.')
  .refine((text) => !URL.canParse(text) || !holdsSession(text), {
    error: 'This address holds a session. Leave that part out: it is a secret, and ends when you sign out.',
  });

/** One paragraph. */
export function sentences(longest: number) {
  return z.string().trim().min(1, 'This must not be empty.').max(longest, `At most ${longest} characters.`);
}

/** What every definition can say. What is not there is as usual. */
export const commonDefinition = {
  letters: z
    .string()
    .regex(/^\p{L}[\p{L}\p{N}]$/u, 'Two letters.')
    .optional(),
  tone: z.enum(platformTones, `One of ${platformTones.join(', ')}.`).optional(),
  /** Where people sign in. */
  signIn: link.optional(),
  /** What to do and check once, when a listing is set up. */
  setUp: z.array(sentences(300)).max(10, 'At most 10 notes.').optional(),
  /** Settings in which it differs from what is usual, its penalty among them. */
  settings: settingsSchema.partial().transform(withoutHoles).optional(),
};
