import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupFailure } from './failure.ts';

export interface ChildOptions {
  /** What a person calls it; also names the log. */
  name: string;
  command: string;
  args: readonly string[];
  /** Where its output is appended. */
  logFile: string;
  env?: NodeJS.ProcessEnv;
  user?: { uid: number; gid: number } | undefined;
  stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed, in milliseconds. */
  stopWithin?: number;
  onLine?: (line: string) => void;
}

/** A child process in a process group of its own, so that Ctrl-C reaches only us and we decide the order. */
export class Child {
  readonly name: string;
  readonly logFile: string;
  readonly pid: number;
  /** How it ended, in words. */
  readonly exited: Promise<string>;
  readonly #process: ChildProcess;
  readonly #stopSignal: NodeJS.Signals;
  readonly #stopWithin: number;
  readonly #tail: string[] = [];

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.logFile = options.logFile;
    this.#stopSignal = options.stopSignal ?? 'SIGTERM';
    this.#stopWithin = options.stopWithin ?? 15_000;
    this.#process = spawn(options.command, options.args, {
      env: options.env ?? process.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options.user,
    });
    this.#record(options.onLine);
    this.exited = this.#ending();
    this.pid = this.#process.pid ?? 0;
  }

  /** The last lines it wrote, for the message when it fails. */
  get lastLines(): string {
    return this.#tail.map((line) => `    ${line}`).join('\n');
  }

  /** What to tell a person when it ended by itself. */
  async failure(): Promise<SetupFailure> {
    const how = await this.exited;
    return new SetupFailure(
      `${this.name} ${how}. Its last lines (all of them: ${this.logFile}):\n${this.lastLines}`,
    );
  }

  /** Asks it to end, and kills it when it does not in time. Harmless when it has ended. */
  async stop(): Promise<void> {
    this.#process.kill(this.#stopSignal);
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), this.#stopWithin);
    await this.exited;
    clearTimeout(killer);
  }

  #record(onLine: ((line: string) => void) | undefined): void {
    mkdirSync(dirname(this.logFile), { recursive: true });
    const log = createWriteStream(this.logFile, { flags: 'a' });
    for (const output of [this.#process.stdout, this.#process.stderr]) {
      if (!output) continue;
      createInterface({ input: output }).on('line', (line) => {
        log.write(`${line}\n`);
        this.#tail.push(line);
        if (this.#tail.length > 15) this.#tail.shift();
        onLine?.(line);
      });
    }
    this.#process.once('close', () => log.end());
  }

  #ending(): Promise<string> {
    return new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(`could not be started (${error.message})`));
      this.#process.once('close', (code, signal) => {
        resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
      });
    });
  }
}
