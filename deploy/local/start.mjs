// `npm start`: runs on any Node from 20, installs what is missing, and hands over to up.ts on the project's own Node.
import { handOver } from './bootstrap/hand-over.mjs';
import { installIfNeeded } from './bootstrap/install.mjs';

try {
  await installIfNeeded();
  handOver('deploy/local/up.ts', process.argv.slice(2));
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
