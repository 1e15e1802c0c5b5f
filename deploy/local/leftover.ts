import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupFailure } from './failure.ts';

/**
 * Ends what a killed run left running: the process whose id `pidFile` begins with, if it still is that process,
 * which `mark` in its command line tells (ids are used again after a while). Removes the file.
 */
export async function endLeftover(pidFile: string, mark: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (commandOf(pid).includes(mark)) await end(pid, mark);
  rmSync(pidFile, { force: true });
}

async function end(pid: number, mark: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; commandOf(pid).includes(mark); waited += 100) {
    if (waited >= 30_000)
      throw new SetupFailure(`Process ${pid} of an earlier run does not end. End it and try again.`);
    await delay(100);
  }
}

/** The command line of a running process; empty when there is none. */
function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
