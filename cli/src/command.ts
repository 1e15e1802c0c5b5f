/** A command of `npm run roomnight`: one file in `commands/`, one line in the table. */
export interface Command {
  /** What follows the command's name, such as `<url|file> [--json]`. */
  readonly usage: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /**
   * Does it, and answers the process's exit code: 0 for yes, 1 for no.
   *
   * @throws {UsageError} for arguments that cannot be
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** Where a command is run. */
export interface Terminal {
  /** Writes to the standard output. */
  print(text: string): void;
  /** The folder the person is in: npm runs commands elsewhere. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Arguments that cannot be: its message is followed by the command's usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something a person can act on went wrong: printed as it is, without a stack. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
