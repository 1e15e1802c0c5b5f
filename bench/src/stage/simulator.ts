import { Child } from '@roomnight/local/child';
import { freePort } from '@roomnight/local/ports';
import { inRepository } from './in-repository.ts';

const main = inRepository('simulator/src/main.ts');

/** Starts the simulated platforms in a process of their own. @returns their base URL */
export async function startSimulator(logFile: string): Promise<string> {
  const port = await freePort();
  const { promise: listening, resolve } = Promise.withResolvers<'listening'>();
  const child = new Child({
    name: 'simulator',
    command: process.execPath,
    args: ['--no-warnings', main],
    logFile,
    env: { ...process.env, PORT: String(port), SIM_SPEED: '1' },
    onLine: (line) => {
      if (line.includes('listening')) resolve('listening');
    },
  });
  if ((await Promise.race([listening, child.exited])) !== 'listening') throw await child.failure();
  return `http://127.0.0.1:${port}`;
}
