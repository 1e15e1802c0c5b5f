import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types every document in src/ from the gateway's committed schema. */
const config: CodegenConfig = {
  schema: '../services/gateway/schema.graphql',
  documents: ['src/graphql/*.ts'],
  generates: {
    'src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { Night: 'string', Instant: 'string' },
      },
    },
  },
};

export default config;
