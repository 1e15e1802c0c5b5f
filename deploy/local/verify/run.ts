import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Command {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
}

/** Runs a command with its output shown as it comes. */
export async function runShown({ command, args, env }: Command): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return exitCodeOf(child);
}

/** Runs a command with its output kept, to be shown only when it failed. */
export async function runQuiet({
  command,
  args,
  env,
}: Command): Promise<{ exitCode: number; output: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const exitCode = await exitCodeOf(child);
  return { exitCode, output };
}

async function exitCodeOf(child: ReturnType<typeof spawn>): Promise<number> {
  const stop = () => child.kill();
  process.once('exit', stop);
  await once(child, 'close');
  process.off('exit', stop);
  return child.exitCode ?? 1;
}
