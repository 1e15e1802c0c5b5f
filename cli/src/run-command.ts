import { type Command, CommandFailure, type Terminal, UsageError } from './command.ts';

/** For arguments that cannot be, as usual on a command line. */
const wrongUsage = 2;

/**
 * Runs what was typed after `npm run roomnight --` and answers the exit code.
 *
 * @param complain writes to the standard error
 */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  [name, ...args]: readonly string[],
  terminal: Terminal,
  complain: (text: string) => void,
): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.print(overview(commands));
    return name === undefined ? wrongUsage : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    complain(`There is no command "${name}".\n\n${overview(commands)}`);
    return wrongUsage;
  }
  if (args.includes('--help')) {
    terminal.print(`${command.about}\n\nUsage: ${usageOf(name, command)}`);
    return 0;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (isWrongUsage(error)) {
      complain(`${error.message}\n\nUsage: ${usageOf(name, command)}`);
      return wrongUsage;
    }
    if (!(error instanceof CommandFailure)) throw error;
    complain(error.message);
    return 1;
  }
}

function usageOf(name: string, { usage }: Command): string {
  return `npm run roomnight -- ${name} ${usage}`;
}

function overview(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(
    ([name, command]) => `  ${name} ${command.usage}\n      ${command.about}`,
  );
  return `npm run roomnight -- <command>\n\n${rows.join('\n')}`;
}

/** Ours, or what `parseArgs` throws. */
function isWrongUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}
