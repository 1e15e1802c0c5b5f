import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupFailure } from './failure.ts';
import { guard } from './guard.ts';

export interface ChildOptions {
  /** What a person calls it. */
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

const running = new Set<Child>();
const keptLines = 20;
let closing = false;

/** A child process in a process group of its own, so that Ctrl-C reaches only us and we decide the order. */
export class Child {
  readonly name: string;
  /** How it ended, in words. */
  readonly exited: Promise<string>;
  readonly #options: ChildOptions;
  readonly #process: ChildProcess;
  readonly #tail: string[] = [];
  #stopping = false;

  constructor(options: ChildOptions) {
    if (closing) throw new SetupFailure(`${options.name} was not started: everything is being stopped.`);
    this.name = options.name;
    this.#options = options;
    this.#process = spawn(options.command, options.args, {
      env: options.env ?? process.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options.user,
    });
    this.exited = this.#ending();
    this.#keepOutput();
    running.add(this);
    this.#endWithUs();
  }

  /** Of the process while it runs. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get running(): boolean {
    return running.has(this);
  }

  /** Whether it was asked to stop, so that its end is no failure. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** What to tell a person when it has ended by itself. */
  async failure(): Promise<SetupFailure> {
    const how = await this.exited;
    const tail = this.#tail.map((line) => `    ${line}`).join('\n');
    return new SetupFailure(
      `${this.name} ${how}. Its last lines (all of them: ${this.#options.logFile}):\n${tail}`,
    );
  }

  /** Asks it to end, and kills it when it does not in time. Harmless when it has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal(this.#stopSignal);
    const killer = setTimeout(() => this.#signal('SIGKILL'), this.#options.stopWithin ?? 15_000);
    await this.exited;
    clearTimeout(killer);
  }

  /** `kill -9`, as a crash or the kernel would, and the same anew. For the tests of what must survive it. */
  async killAndRestart(): Promise<Child> {
    this.#stopping = true;
    this.#signal('SIGKILL');
    await this.exited;
    return new Child(this.#options);
  }

  get #stopSignal(): NodeJS.Signals {
    return this.#options.stopSignal ?? 'SIGTERM';
  }

  /** To the whole group: what it started goes with it. */
  #signal(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
  }

  #keepOutput(): void {
    mkdirSync(dirname(this.#options.logFile), { recursive: true });
    const log = createWriteStream(this.#options.logFile, { flags: 'a' });
    // A full disk, or a folder that was removed, must not end what still runs.
    log.on('error', (error) => console.error(`${this.name}: its log cannot be written: ${error.message}`));
    for (const output of [this.#process.stdout, this.#process.stderr]) {
      if (!output) continue;
      createInterface({ input: output }).on('line', (line) => {
        log.write(`${line}\n`);
        this.#tail.push(line);
        if (this.#tail.length > keptLines) this.#tail.shift();
        this.#options.onLine?.(line);
      });
    }
    void this.exited.then(() => log.end());
  }

  #ending(): Promise<string> {
    return new Promise<string>((resolve) => {
      this.#process.once('error', (error) => resolve(`could not be started (${error.message})`));
      this.#process.once('close', (code, signal) => {
        resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
      });
    }).finally(() => running.delete(this));
  }

  #endWithUs(): void {
    if (this.#process.pid === undefined) return;
    void this.exited.then(guard(this.#process.pid, this.#stopSignal));
  }
}

/** What runs now under that name. */
export function childNamed(name: string): Child {
  const child = [...running].find((each) => each.name === name);
  if (!child) throw new Error(`nothing called ${name} is running`);
  return child;
}

/** What to tell when one of those that run now, the services and what they stand on, ends by itself. */
export function firstToFail(): Promise<SetupFailure> {
  return new Promise((resolve) => {
    for (const child of running) void child.failure().then((failure) => child.stopping || resolve(failure));
  });
}

/** Stops everything this process started and that still runs, the last started first; nothing is started any more. */
export async function stopChildren(): Promise<void> {
  closing = true;
  for (const child of [...running].toReversed()) await child.stop();
}
