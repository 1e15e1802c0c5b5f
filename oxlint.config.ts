import { defineConfig, type OxlintOverride } from 'oxlint';

interface Forbidden {
  regex: string;
  message: string;
  allowTypeImports?: boolean;
}

const ownPart = {
  regex: String.raw`^\.\./.*/src/`,
  message: 'Import another workspace by its package name.',
};
const upwards = {
  regex:
    '^@roomnight/(gateway|sync-worker|conflict-service|checklist-worker|web|simulator|cli|bench|invariants|e2e|local)(/|$)',
  message:
    'Imports go one way: packages import packages, and services reach each other through Temporal only.',
};
const notReplayable = {
  regex: [
    '^node:',
    '^@mikro-orm/',
    '^@temporalio/(client|worker|activity|testing)(/|$)',
    '^@roomnight/(database|runtime)(/|$)',
    String.raw`^(pg|zod|undici|pino|fastify|nodemailer|better-auth|graphql|ical\.js)(/|$)`,
  ].join('|'),
  message: 'Workflows replay this code, so it imports only what is deterministic (types are free).',
  allowTypeImports: true,
};
const tested = {
  regex: String.raw`^@roomnight/|^(\.\./)+(packages|services|web)/`,
  message: 'The simulator shares no code with what it tests: a belief wrong in both would pass everywhere.',
};
const server = {
  regex: String.raw`^@roomnight/(platforms|contracts|database|runtime)(/|$)|^(\.\./)+(packages|services|simulator)/`,
  message:
    "The dashboard knows the committed GraphQL schema and the calendar's algebra, nothing else of ours.",
};

/** The strictest rule that names a file wins alone, so each list is complete. */
function forbid(files: string[], patterns: Forbidden[], excludeFiles: string[] = []): OxlintOverride {
  return { files, excludeFiles, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'vitest', 'vue'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  ignorePatterns: ['**/dist/**', '**/generated/**', '**/histories/**'],
  rules: {
    eqeqeq: 'error',
    'max-depth': ['error', 3],
    'max-lines': ['warn', { max: 300 }],
    'no-await-in-loop': 'off',
    'no-empty': 'error',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'prefer-const': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'node/no-process-env': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'oxc/no-async-endpoint-handlers': 'off',
    'oxc/no-map-spread': 'off',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/prefer-set-has': 'off',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'vitest/no-focused-tests': 'error',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/require-mock-type-parameters': 'off',
  },
  overrides: [
    forbid(['packages/**', 'services/**'], [ownPart, upwards]),
    forbid(
      [
        'services/*/src/workflows.ts',
        'services/*/src/workflows/**',
        'services/*/src/rules/**',
        'packages/calendar/**',
        'packages/contracts/**',
      ],
      [ownPart, upwards, notReplayable],
      ['**/*.test.ts'],
    ),
    forbid(['simulator/**'], [tested]),
    forbid(['web/**'], [upwards, server]),
    { files: ['web/**'], rules: { 'unicorn/filename-case': 'off' } },
    {
      files: [
        'deploy/local/**',
        'bench/**',
        'invariants/**',
        'e2e/**',
        '**/{*.test,test-*,*.config,env,main,migrate}.ts',
      ],
      rules: { 'node/no-process-env': 'off' },
    },
    {
      files: ['**/*.config.ts', 'deploy/local/test-services.ts', '**/*.vue', '**/*.d.ts', 'web/codegen.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    // The bundle's entry names every workflow of the service.
    { files: ['services/*/src/workflows.ts'], rules: { 'oxc/no-barrel-file': 'off' } },
    { files: ['**/*.test.ts'], rules: { 'max-lines': 'off' } },
  ],
});
