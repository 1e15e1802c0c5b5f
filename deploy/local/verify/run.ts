import { spawn } from 'node:child_process';

export interface Command {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
}

/** Runs a command with its output shown as it comes. */
export async function runShown({ command, args, env }: Command): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return exitCodeOf(child, (message) => console.error(message));
}

/** Runs a command with its output kept, to be shown only when it failed. */
export async function runQuiet({
  command,
  args,
  env,
}: Command): Promise<{ exitCode: number; output: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  const keep = (chunk: string): void => {
    output += chunk;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep);
  const exitCode = await exitCodeOf(child, keep);
  return { exitCode, output };
}

/** A command that cannot be started failed like any other: what comes after it still runs and is counted. */
async function exitCodeOf(child: ReturnType<typeof spawn>, tell: (message: string) => void): Promise<number> {
  const stop = () => child.kill();
  process.once('exit', stop);
  const exitCode = await new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 1));
    child.once('error', ({ message }) => {
      tell(message);
      resolve(1);
    });
  });
  process.off('exit', stop);
  return exitCode;
}
