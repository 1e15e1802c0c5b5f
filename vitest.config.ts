import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const sources = [
  'packages/*/src',
  'services/*/src',
  'simulator/src',
  'web/src',
  'cli/src',
  'bench/src',
  'invariants/src',
  'deploy/local',
  'docs',
];
const tests = (kind: string) => sources.map((folder) => `${folder}/**/*${kind}.test.ts`);
const services = ['deploy/local/test-services.ts'];
const minute = 60_000;

/**
 * The kind of a test is in its name: `x.test.ts` is pure and needs nothing, `x.integration.test.ts` has a real
 * PostgreSQL and a real Temporal, `x.long.test.ts` has them too and takes minutes.
 */
export default defineConfig({
  resolve: {
    // Imported both as CommonJS and as a module, graphql would be loaded twice and refuse its own types.
    alias: { graphql: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)) },
  },
  test: {
    pool: 'forks',
    // What is waited for comes as soon as it can, and on a busy machine that takes longer than the usual second.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: tests(''),
          exclude: ['**/node_modules/**', '**/*.{integration,long}.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: tests('.integration'),
          globalSetup: services,
          testTimeout: 30_000,
          hookTimeout: minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: tests('.long'),
          globalSetup: services,
          testTimeout: 120 * minute,
          hookTimeout: minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'deploy',
          include: ['deploy/helm/**/*.test.ts'],
          testTimeout: 5 * minute,
          hookTimeout: 5 * minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.test.ts'],
          globalSetup: services,
          fileParallelism: false,
          testTimeout: 3 * minute,
          hookTimeout: 5 * minute,
        },
      },
    ],
  },
});
