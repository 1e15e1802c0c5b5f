// `npm run roomnight`: runs on any Node from 20, installs what is missing, and hands over to the commands on the project's own Node.
import { handOver } from './bootstrap/hand-over.mjs';
import { installIfNeeded } from './bootstrap/install.mjs';

try {
  await installIfNeeded();
  handOver('cli/src/main.ts', process.argv.slice(2));
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
