// `npm run bench`: runs on any Node from 20, installs what is missing, and hands over to the benchmarks on the project's own Node.
import { handOver } from './bootstrap/hand-over.mjs';
import { installIfNeeded } from './bootstrap/install.mjs';

try {
  await installIfNeeded();
  // As sync-worker runs.
  handOver('bench/src/main.ts', process.argv.slice(2), ['--max-semi-space-size=4']);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
