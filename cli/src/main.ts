import { commands } from './commands.ts';
import { runCommand } from './run-command.ts';

/** `npm run roomnight -- <command>`. */
process.exitCode = await runCommand(
  commands,
  process.argv.slice(2),
  {
    print: (text) => console.log(text),
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    environment: process.env,
  },
  (text) => console.error(text),
);
