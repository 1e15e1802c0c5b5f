import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * How to reach what `npm start` runs, as it wrote that into its data folder (`.roomnight`, or ROOMNIGHT_DATA). Empty
 * where nothing was started: then the environment has to say it.
 */
export function savedEnvironment({ ROOMNIGHT_DATA }: NodeJS.ProcessEnv): Record<string, string> {
  const file = join(ROOMNIGHT_DATA || join(repository, '.roomnight'), 'environment.json');
  if (!existsSync(file)) return {};
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}
