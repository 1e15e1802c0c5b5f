import { createLogger } from '@roomnight/runtime/logger';
import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { shownError } from './graphql-errors.ts';

const logger = createLogger('test', 'silent');
const shown = (error: GraphQLError) => shownError(logger, error.toJSON(), error);

it('shows what was written for people', () => {
  const error = new GraphQLError('Ask for 1 to 400 nights.', { extensions: { code: 'BAD_USER_INPUT' } });
  expect(shown(error)).toEqual(error.toJSON());
});

it('keeps everything else to the log', () => {
  const originalError = new Error('select secret from listings: connection to postgres://u:p@host failed');
  const answer = shown(new GraphQLError(originalError.message, { originalError, path: ['listings'] }));
  expect(answer).toMatchObject({ path: ['listings'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(answer)).not.toMatch(/select|postgres/);
});
