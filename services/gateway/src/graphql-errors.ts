import type { Logger } from '@roomnight/runtime/logger';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * What a client is told of an error. Ours are for people; anything else may hold a statement, an address or a
 * secret: it is logged, and the client is told only that something went wrong.
 */
export function shownError(
  logger: Logger,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause === undefined || cause === null || cause instanceof GraphQLError) return formatted;
  if (isMalformedId(cause)) {
    return { ...formatted, message: 'An id is a UUID.', extensions: { code: 'BAD_USER_INPUT' } };
  }
  logger.error({ err: cause, path: formatted.path?.join('.') }, 'a GraphQL field failed');
  return {
    message: 'Something went wrong on our side. Try again; if it stays, tell us when it happened.',
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** The only text of a caller that Postgres has to parse is an id (`invalid_text_representation`). */
function isMalformedId(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22P02';
}
