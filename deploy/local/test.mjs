// `npm test`: runs on any Node from 20, installs what is missing, and hands over to verify.ts on the project's own Node.
import { handOver } from './bootstrap/hand-over.mjs';
import { installIfNeeded } from './bootstrap/install.mjs';

try {
  await installIfNeeded();
  handOver('deploy/local/verify.ts', process.argv.slice(2));
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
