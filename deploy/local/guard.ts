import { spawn } from 'node:child_process';

/**
 * Makes a process group end when this process does, even by `kill -9`: a shell waits at a pipe that only this
 * process holds open, and passes the signal on when it closes.
 *
 * @returns lets the guard go, once the group has ended
 */
export function guard(group: number, signal: NodeJS.Signals): () => void {
  const script = `read -r _; kill -s ${signal.replace('SIG', '')} -- -${group}`;
  const shell = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  return () => shell.kill('SIGKILL');
}
