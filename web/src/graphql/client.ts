import { Client, type CombinedError, fetchExchange, mapExchange } from '@urql/core';

/** No cache: what a view shows is what the gateway said last, and events say when to ask again. */
export const client = new Client({
  url: '/graphql',
  exchanges: [
    mapExchange({
      // A session that ended meanwhile: starting over leads to the sign-in page and back to this address.
      onError: (error, { context }) => {
        if (isSignedOut(error) && context.mayBeSignedOut !== true) location.reload();
      },
    }),
    fetchExchange,
  ],
  requestPolicy: 'network-only',
  preferGetMethod: false,
  fetchOptions: { credentials: 'same-origin' },
});

export function isSignedOut(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED') ?? false;
}

/** What went wrong, for a person. */
export function sentenceOf(error: CombinedError): string {
  if (error.networkError) return 'The server cannot be reached.';
  return error.graphQLErrors[0]?.message ?? 'The server answered in a way this page does not understand.';
}
