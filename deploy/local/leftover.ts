import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupFailure } from './failure.ts';

/**
 * Ends what a killed run left running: the process whose id is the first line of `pidFile`, if `mark` is in its
 * command line (the id alone may belong to something else by now). Removes the file.
 */
export async function endLeftover(pidFile: string, mark: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const id = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const runs = () => commandOf(id).includes(mark);
  if (runs()) {
    process.kill(id, 'SIGINT');
    await until(
      () => !runs(),
      `Process ${id} of an earlier run does not end. End it (kill -9 ${id}) and try again.`,
    );
  }
  rmSync(pidFile, { force: true });
}

/** The command line of a running process; empty when there is none. */
export function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 100) {
    if (waited >= 30_000) throw new SetupFailure(otherwise);
    await delay(100);
  }
}
