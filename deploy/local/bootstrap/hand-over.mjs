import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { inRepository, projectNode, repository } from './paths.mjs';

/**
 * Runs a script of the repository with the project's own Node and ends as it ends. Signals are passed on and otherwise
 * left to it, so that it can stop what it started.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {string[]} flags what Node is told besides
 */
export function handOver(script, args, flags = []) {
  const path = `${inRepository('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(projectNode, ['--no-warnings', ...flags, inRepository(script), ...args], {
    cwd: repository,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = true;
      child.kill(signal);
    });
  }
  child.once('close', (code) => process.exit(code ?? (asked ? 0 : 1)));
}
