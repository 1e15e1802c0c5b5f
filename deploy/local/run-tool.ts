import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.ts';
import { toolCache } from './tool-cache.ts';

/** Runs a build tool to its end, its output kept in the tool cache's log folder. */
export async function runTool(
  name: string,
  command: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<void> {
  const logFile = join(toolCache('log'), `${name}.log`);
  rmSync(logFile, { force: true });
  const child = new Child({
    name: `${command} (${name})`,
    command,
    args,
    logFile,
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  if ((await child.exited) !== 'ended with exit code 0') throw await child.failure();
}
