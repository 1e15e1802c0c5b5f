import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { type Context, includesRole, type Role, unauthenticated } from '../context.ts';
import { Forbidden } from '../failures.ts';

export interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  AuthScopes: { signedIn: boolean; role: Role };
  Scalars: {
    ID: { Input: string; Output: string };
    Night: { Input: string; Output: string };
    Instant: { Input: Date; Output: Date };
  };
}

export type Builder = PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>>;

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The errors plugin comes first: it turns what the others refuse into typed results. */
export const builder: Builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, ComplexityPlugin, RelayPlugin, DataloaderPlugin],
  defaultFieldNullability: false,
  errors: {
    defaultTypes: [Forbidden],
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalized(fieldName)}Result`,
      description: 'What was done, or a typed reason why it was not.',
    },
  },
  scopeAuth: {
    authScopes: ({ session }) => ({
      signedIn: session !== null,
      role: (needed) => session !== null && includesRole(session.viewer.role, needed),
    }),
    unauthorizedError: (_parent, { session }) =>
      session === null ? unauthenticated() : new Forbidden('Your role in this organization may not do this.'),
    authorizeOnSubscribe: true,
  },
  complexity: { limit: { depth: 12, breadth: 400, complexity: 60_000 }, defaultListMultiplier: 8 },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: 'String',
    nodesOnConnection: { description: 'The things of this page, in order, without their cursors.' },
    pageInfoTypeOptions: { description: 'Where a page lies in its list.' },
    cursorFieldOptions: { description: 'The place of this thing in the list.' },
    nodeFieldOptions: { description: 'The thing itself.', nullable: false },
    edgesFieldOptions: {
      description: 'The things of this page with their places.',
      nullable: { list: false, items: false },
    },
    pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
    hasNextPageFieldOptions: { description: 'Whether there is more after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether this page does not begin the list.' },
    startCursorFieldOptions: { description: 'The first place of this page.' },
    endCursorFieldOptions: {
      description: 'The last place of this page: give it as `after` for the next one.',
    },
  },
});

builder.queryType({
  description: 'What is known. Everything is read inside the wall of the viewer’s organization.',
  authScopes: { signedIn: true },
});
builder.mutationType({
  description: 'What may be changed. Expected refusals are typed results, not GraphQL errors.',
  authScopes: { signedIn: true },
});
builder.subscriptionType({
  description: 'What happens, as it happens.',
  authScopes: { signedIn: true },
});
