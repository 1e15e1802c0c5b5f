import { GraphQLError } from 'graphql';
import { isId } from '../input.ts';
import { builder } from './builder.ts';

const DEFAULT_SIZE = 50;
const LARGEST = 200;

interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** The arguments of every paged list. */
export const pageArgs = builder.args((t) => ({
  first: t.int({ description: `How many at most: ${DEFAULT_SIZE} if not said, never more than ${LARGEST}.` }),
  after: t.string({ description: 'The place after which the page begins: a cursor of an earlier page.' }),
}));

/** How many rows a page shows. */
export function pageSize({ first }: PageArgs): number {
  return Math.max(0, Math.min(first ?? DEFAULT_SIZE, LARGEST));
}

/**
 * The sort key and the id a page begins after, if it is not the first one.
 *
 * @param isKey whether a key of that list can look so
 * @throws {GraphQLError} BAD_USER_INPUT
 */
export function keyAfter(
  { after }: PageArgs,
  isKey: (key: string) => boolean,
): [key: string, id: string] | undefined {
  if (after === null || after === undefined) return undefined;
  const [key, id] = Buffer.from(after, 'base64url').toString('utf8').split('\u0000');
  if (key === undefined || id === undefined || !isId(id) || !isKey(key)) {
    throw new GraphQLError('This is no cursor of this list.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return [key, id];
}

/** A page made of one row more than it shows: that row tells whether there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  args: PageArgs,
  keyOf: (row: T) => readonly [key: string, id: string],
) {
  const size = pageSize(args);
  const edges = rows.slice(0, size).map((node) => ({
    node,
    cursor: Buffer.from(keyOf(node).join('\u0000'), 'utf8').toString('base64url'),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: args.after !== null && args.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
