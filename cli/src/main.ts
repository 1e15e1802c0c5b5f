import { commands } from './commands.ts';
import { runCommand } from './run-command.ts';
import { savedEnvironment } from './saved-environment.ts';

/** `npm run roomnight -- <command>`. */
process.exitCode = await runCommand(
  commands,
  process.argv.slice(2),
  {
    print: (text) => console.log(text),
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    environment: { ...savedEnvironment(process.env), ...process.env },
  },
  (text) => console.error(text),
);
