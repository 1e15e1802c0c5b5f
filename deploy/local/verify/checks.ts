import type { Command } from './run.ts';

/** A command whose exit code is the whole answer; it counts as one test. */
export interface Check extends Command {
  name: string;
}

const web = ['--silent', '-w', 'web'];

/** What `npm test` checks without running the product. */
export const checks: readonly Check[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'dashboard builds', command: 'node', args: ['deploy/local/verify/build-dashboard.ts'] },
  { name: 'types of the dashboard', command: 'npm', args: ['run', 'typecheck', ...web] },
  { name: 'nothing unused', command: 'knip', args: ['--no-progress'] },
  { name: 'committed GraphQL schema', command: 'npm', args: ['run', '--silent', 'schema', '--', '--check'] },
];
