import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';

const inputs = [
  'package-lock.json',
  'packages/calendar/src/**',
  'services/gateway/schema.graphql',
  'web/*.{html,json,ts}',
  'web/{src,public}/**',
];
const generated = (path: string) => path.includes('generated') || path.endsWith('.d.ts');

/** Builds `web/dist` unless it was built from these very sources. */
export async function buildDashboard(repository: string): Promise<void> {
  const stamp = join(repository, 'web', 'dist', '.built-from');
  const hash = hashOfFiles(repository, inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await step('Building the dashboard', () =>
    runTool('dashboard', 'npm', ['--silent', 'run', 'build', '-w', 'web', '--prefix', repository]),
  );
  writeFileSync(stamp, hash);
}

/** One hash over the names and contents of all files that match, in a fixed order. */
export function hashOfFiles(folder: string, patterns: readonly string[]): string {
  const hash = createHash('sha256');
  const paths = globSync([...patterns], { cwd: folder }).filter((path) => !generated(path));
  for (const path of paths.toSorted()) {
    const file = join(folder, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
