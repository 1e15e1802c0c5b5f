import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { bringUp } from './bring-up.ts';
import { firstToFail, stopChildren } from './child.ts';
import { SetupFailure } from './failure.ts';
import { parseFlags } from './flags.ts';
import { duration } from './progress.ts';
import { readSettings } from './settings.ts';

/** `npm start`, on the project's own Node: brings everything up, shows where it is, and stops it on Ctrl-C. */
const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

process.exitCode = await Promise.race([run(), stopSignal()]).catch(report);
await stopChildren();
process.exit();

async function run(): Promise<never> {
  const settings = readSettings(parseFlags(process.argv.slice(2)), process.env, repository);
  const overview = await bringUp(settings, repository);
  console.log(
    `\n  Roomnight is running (started in ${duration(performance.now())}). Ctrl-C stops it.\n\n${overview}\n`,
  );
  throw await firstToFail();
}

function stopSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        console.log('\n  Stopping everything …');
        resolve(0);
      });
    }
  });
}

function report(error: unknown): number {
  console.error(error instanceof SetupFailure ? `\n${error.message}` : error);
  return 1;
}
