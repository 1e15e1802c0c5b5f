import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const folders = ['packages', 'services', 'simulator', 'web'];
const repository = fileURLToPath(new URL('../..', import.meta.url));
const reportShape = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const importing = (specifier: string) => `import { a } from '${specifier}';\nconsole.log(a);\n`;

const forbidden: [file: string, specifier: string][] = [
  ['packages/calendar/src/a.ts', '@roomnight/gateway/server'],
  ['packages/database/src/a.ts', '@roomnight/simulator/world'],
  ['packages/database/src/b.ts', '../../calendar/src/night.ts'],
  ['packages/contracts/src/a.ts', 'node:fs/promises'],
  ['services/gateway/src/a.ts', '@roomnight/sync-worker/activities'],
  ['services/gateway/src/b.ts', '../../sync-worker/src/activities.ts'],
  ['services/sync-worker/src/workflows.ts', 'node:crypto'],
  ['services/sync-worker/src/workflows/a.ts', '@temporalio/client'],
  ['services/sync-worker/src/workflows/b.ts', '@roomnight/database/entities'],
  ['services/sync-worker/src/workflows/c.ts', '@roomnight/gateway/server'],
  ['services/conflict-service/src/rules/a.ts', '@mikro-orm/core'],
  ['services/conflict-service/src/rules/b.ts', 'zod'],
  ['simulator/src/a.ts', '@roomnight/calendar/night'],
  ['simulator/src/b.ts', '../../packages/calendar/src/night.ts'],
  ['web/src/a.ts', '@roomnight/platforms/registry'],
  ['web/src/b.ts', '@roomnight/gateway/server'],
  ['web/src/c.ts', '../../services/gateway/src/server.ts'],
];
const allowed: [file: string, source: string][] = [
  ['packages/platforms/src/ok.ts', importing('@roomnight/calendar/night')],
  ['services/gateway/src/ok-package.ts', importing('@roomnight/database/entities')],
  ['services/gateway/src/ok-node.ts', importing('node:fs')],
  ['services/sync-worker/src/workflows/ok-sdk.ts', importing('@temporalio/workflow')],
  ['services/sync-worker/src/workflows/ok-rule.ts', importing('../rules/schedule.ts')],
  [
    'services/sync-worker/src/workflows/ok-type.ts',
    `import type { A } from '@temporalio/client';\nexport type B = A;\n`,
  ],
  ['services/sync-worker/src/workflows/ok.test.ts', importing('@temporalio/worker')],
  ['web/src/ok.ts', importing('@roomnight/calendar/night')],
];

let sandbox = '';
let offenders: ReadonlySet<string>;

beforeAll(() => {
  sandbox = mkdtempSync(join(tmpdir(), 'roomnight-lint-'));
  cpSync(join(repository, 'oxlint.config.ts'), join(sandbox, 'oxlint.config.ts'));
  writeFileSync(join(sandbox, 'package.json'), '{"type":"module"}');
  symlinkSync(join(repository, 'node_modules'), join(sandbox, 'node_modules'));
  for (const [file, specifier] of forbidden) write(file, importing(specifier));
  for (const [file, source] of allowed) write(file, source);
  offenders = lint();
});

afterAll(() => rmSync(sandbox, { recursive: true }));

function write(file: string, source: string): void {
  const path = join(sandbox, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}

/** The files whose imports the lint refuses. */
function lint(): ReadonlySet<string> {
  const oxlint = join(repository, 'node_modules', '.bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json', ...folders], {
    cwd: sandbox,
    encoding: 'utf8',
  });
  const { diagnostics } = reportShape.parse(JSON.parse(stdout));
  return new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map((each) => each.filename),
  );
}

describe('imports go one way', () => {
  it.each(forbidden)('%s may not import %s', (file) => expect(offenders.has(file)).toBe(true));
  it.each(allowed)('%s may', (file) => expect(offenders.has(file)).toBe(false));
});
