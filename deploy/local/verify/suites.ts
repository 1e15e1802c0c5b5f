import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShown } from './run.ts';
import { failed, type Tally } from './tally.ts';
import { failuresIn, tallyOf } from './vitest-report.ts';

/** Vitest projects that run together. */
export interface Suite {
  name: string;
  projects: readonly string[];
  /** Why it cannot run here; it then counts as one skipped test. */
  missing: string | undefined;
  env?: Record<string, string>;
}

/** What this machine has, and how long to take. */
export interface Means {
  temporalMissing: string | undefined;
  chromiumMissing: string | undefined;
  /** Of the long tests; they are left out when undefined. */
  longMinutes: number | undefined;
}

export function suitesFor({ temporalMissing, chromiumMissing, longMinutes }: Means): Suite[] {
  const suites: Suite[] = [
    { name: 'unit tests', projects: ['unit'], missing: undefined },
    { name: 'integration tests', projects: ['integration'], missing: temporalMissing },
    { name: 'deployment tests', projects: ['deploy'], missing: undefined },
    { name: 'browser tests', projects: ['e2e'], missing: temporalMissing ?? chromiumMissing },
  ];
  if (longMinutes === undefined) return suites;
  const env = { ROOMNIGHT_LONG_MINUTES: String(longMinutes) };
  return [...suites, { name: 'long tests', projects: ['long'], missing: temporalMissing, env }];
}

/** Runs the projects with Vitest and counts their tests. */
export async function runSuite({ projects, env }: Suite): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'roomnight-report-'));
  const report = join(folder, 'report.json');
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', ...chosen, ...reporters];
  const exitCode = await runShown({ command: 'vitest', args, ...(env && { env }) });
  try {
    const read: unknown = JSON.parse(readFileSync(report, 'utf8'));
    return { ...tallyOf(read, exitCode), failures: failuresIn(read) };
  } catch (error) {
    console.error(`There is no report of these tests: ${String(error)}`);
    return failed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
