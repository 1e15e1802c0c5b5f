import type { Dialect } from './feed.ts';
import { genericDialect, writers } from './generic_ical/dialect.ts';

/** Every dialect a platform can name. */
export const dialects: readonly Dialect[] = [...writers, genericDialect];

/** The dialect called `name`: how a thread finds what cannot be sent to it. */
export function dialectByName(name: string): Dialect {
  const dialect = dialects.find((candidate) => candidate.name === name);
  if (!dialect) throw new Error(`No dialect is called ${name}.`);
  return dialect;
}
