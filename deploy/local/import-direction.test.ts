import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const oxlint = join(repository, 'node_modules', '.bin', 'oxlint');

let sandbox = '';

beforeAll(() => {
  sandbox = mkdtempSync(join(tmpdir(), 'roomnight-lint-'));
  cpSync(join(repository, 'oxlint.config.ts'), join(sandbox, 'oxlint.config.ts'));
  writeFileSync(join(sandbox, 'package.json'), '{"type":"module"}');
  symlinkSync(join(repository, 'node_modules'), join(sandbox, 'node_modules'));
});

afterAll(() => rmSync(sandbox, { recursive: true }));

/** Lints one import as if it stood in that file. */
function lint(file: string, statement: string): string {
  const path = join(sandbox, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${statement}\n`);
  const { stdout } = spawnSync(process.execPath, [oxlint, file], { cwd: sandbox, encoding: 'utf8' });
  rmSync(path);
  return stdout;
}

const importing = (specifier: string) => `import { a } from '${specifier}';\nconsole.log(a);`;

describe('imports go one way', () => {
  it.each([
    ['packages/calendar/src/x.ts', '@roomnight/gateway/server'],
    ['packages/database/src/x.ts', '@roomnight/simulator/world'],
    ['packages/database/src/x.ts', '../../calendar/src/night.ts'],
    ['packages/contracts/src/x.ts', 'node:fs/promises'],
    ['services/gateway/src/x.ts', '@roomnight/sync-worker/activities'],
    ['services/gateway/src/x.ts', '../../sync-worker/src/activities.ts'],
    ['services/sync-worker/src/workflows.ts', 'node:crypto'],
    ['services/sync-worker/src/workflows/feed-sync.ts', '@temporalio/client'],
    ['services/sync-worker/src/workflows/feed-sync.ts', '@roomnight/database/entities'],
    ['services/sync-worker/src/workflows/feed-sync.ts', '@roomnight/gateway/server'],
    ['services/conflict-service/src/rules/claims.ts', '@mikro-orm/core'],
    ['services/conflict-service/src/rules/claims.ts', 'zod'],
    ['simulator/src/world.ts', '@roomnight/calendar/night'],
    ['simulator/src/world.ts', '../../packages/calendar/src/night.ts'],
    ['web/src/x.ts', '@roomnight/platforms/registry'],
    ['web/src/x.ts', '@roomnight/gateway/server'],
    ['web/src/x.ts', '../../services/gateway/src/server.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(lint(file, importing(specifier))).toContain('no-restricted-imports');
  });

  it.each([
    ['packages/platforms/src/x.ts', importing('@roomnight/calendar/night')],
    ['services/gateway/src/x.ts', importing('@roomnight/database/entities')],
    ['services/gateway/src/x.ts', importing('node:fs')],
    ['services/sync-worker/src/workflows/feed-sync.ts', importing('@temporalio/workflow')],
    ['services/sync-worker/src/workflows/feed-sync.ts', importing('../rules/schedule.ts')],
    [
      'services/sync-worker/src/workflows/feed-sync.ts',
      `import type { A } from '@temporalio/client';\nexport type B = A;`,
    ],
    ['services/sync-worker/src/workflows/feed-sync.test.ts', importing('@temporalio/worker')],
    ['web/src/x.ts', importing('@roomnight/calendar/night')],
  ])('%s may contain %s', (file, statement) => {
    expect(lint(file, statement)).toContain('Found 0 warnings and 0 errors.');
  });
});
