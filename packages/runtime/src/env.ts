import { z } from 'zod';

/** The environment is not what the program needs; the message names every variable at fault at once. */
export class InvalidEnvironment extends Error {
  override name = 'InvalidEnvironment';
}

/**
 * Reads a service's settings once, at its start.
 *
 * @throws {InvalidEnvironment} listing all faults together
 */
export function readEnv<T extends z.ZodObject>(
  schema: T,
  source: NodeJS.ProcessEnv = process.env,
): Readonly<z.infer<T>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new InvalidEnvironment(`the environment is incomplete or wrong:\n${faults.join('\n')}`);
}

/** What every service needs to reach Temporal and to log. */
export const commonEnv = {
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

const key = z
  .string('give 32 random bytes in base64, for example from: openssl rand -base64 32')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be exactly 32 bytes in base64');

/** What everything encrypted at rest is sealed with. */
export const encryptionEnv = {
  /** Seals, and opens what it sealed. */
  ENCRYPTION_KEY: key,
  /** Keys that still open what they sealed, separated by commas: the ones before it, or the next one, made known early. */
  ENCRYPTION_KEYS_OLD: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((each) => each.trim() !== ''))
    .pipe(z.array(key)),
};
