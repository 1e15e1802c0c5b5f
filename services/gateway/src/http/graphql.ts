import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { App, Context } from '../context.ts';
import { shownError } from '../graphql-errors.ts';
import { schema } from '../schema/schema.ts';
import { PARSING } from './parsing.ts';

/** A question; a file to look at comes in one too, from whoever is signed in. */
const LARGEST_QUESTION = 256 * 1024;
/** 5 MB of short lines, whose ends JSON writes in twice as many characters. */
const LARGEST_FILE = 10 * 1024 * 1024;

type ContextFor = (cookie: string | undefined) => Promise<Context>;

/** Queries and mutations over HTTP, GET and POST, at `/graphql`. Returns what ends the server. */
export async function serveGraphql(
  app: FastifyInstance,
  { env, logger }: Pick<App, 'env' | 'logger'>,
  contextFor: ContextFor,
): Promise<void> {
  const apollo = new ApolloServer<Context>({
    schema,
    csrfPrevention: true,
    parseOptions: PARSING,
    // The API is public as schema.graphql.
    introspection: true,
    includeStacktraceInErrorResponses: env.NODE_ENV !== 'production',
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => shownError(logger, formatted, error),
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: LARGEST_FILE,
    onRequest: async ({ headers }, reply) => {
      const length = headers['transfer-encoding'] ? LARGEST_FILE : Number(headers['content-length'] ?? 0);
      if (length <= LARGEST_QUESTION || (await contextFor(headers.cookie)).session) return;
      await reply.code(413).type('text/plain').send('Sign in first\n');
    },
    handler: fastifyApolloHandler(apollo, { context: ({ headers }) => contextFor(headers.cookie) }),
  });
}
