import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A folder of the tools this project fetched or built, shared by every checkout of this user. */
export function toolCache(
  folder: 'bin' | 'lib' | 'log' | 'download' | `temporal-postgres-${string}`,
): string {
  const path = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'roomnight', folder);
  mkdirSync(path, { recursive: true });
  return path;
}

/** The full path of a command on the PATH. */
export function onPath(...commands: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands
    .flatMap((command) => folders.map((folder) => join(folder, command)))
    .find((path) => existsSync(path));
}
