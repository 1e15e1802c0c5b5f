import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, sessionOf } from '../context.ts';

/** The things of each key, in the order they were found: what a loader of lists answers. */
export function groupedBy<T>(
  keys: readonly string[],
  things: readonly T[],
  keyOf: (thing: T) => string,
): T[][] {
  const groups = new Map<string, T[]>(keys.map((key) => [key, []]));
  for (const thing of things) groups.get(keyOf(thing))?.push(thing);
  return [...groups.values()];
}

/** Options of a loadable type whose things are found by id: all that one request asks for in one statement. */
export function byId<T extends { id: string }>(
  find: (em: EntityManager, ids: string[]) => Promise<T[]>,
): { load: (ids: string[], context: Context) => Promise<T[]>; sort: (thing: T) => string } {
  return { load: (ids, context) => find(sessionOf(context).em, ids), sort: ({ id }) => id };
}
