import { airbnbDialect } from './airbnb/dialect.ts';
import { bookingComDialect } from './booking_com/dialect.ts';
import { expediaDialect } from './expedia/dialect.ts';
import type { Dialect } from './feed.ts';
import { genericDialect } from './generic_ical/dialect.ts';
import { gommtDialect } from './gommt/dialect.ts';
import { guestyDialect } from './guesty/dialect.ts';
import { smoobuDialect } from './smoobu/dialect.ts';
import { tripComDialect } from './trip_com/dialect.ts';
import { vrboDialect } from './vrbo/dialect.ts';

/** Every dialect a platform can name. */
export const dialects: readonly Dialect[] = [
  airbnbDialect,
  bookingComDialect,
  expediaDialect,
  genericDialect,
  gommtDialect,
  guestyDialect,
  smoobuDialect,
  tripComDialect,
  vrboDialect,
];

/** The dialect called `name`: how a thread finds what cannot be sent to it. */
export function dialectByName(name: string): Dialect {
  const dialect = dialects.find((candidate) => candidate.name === name);
  if (!dialect) throw new Error(`No dialect is called ${name}.`);
  return dialect;
}
