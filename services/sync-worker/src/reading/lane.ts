import type { ParseWorker } from './parse-worker.ts';

export interface LaneOptions {
  /** How many feeds are read at the same time. */
  readonly places: number;
  readonly start: () => Promise<ParseWorker>;
}

/** Some threads, and the feeds that wait for one: first come, first served. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #idle: ParseWorker[] = [];
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Waits for a place and a thread. The place is to be left again, with the thread or without it. */
  async take(): Promise<ParseWorker> {
    if (!this.tryPlace()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return this.#livingWorker() ?? (await this.#options.start());
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** Takes a place without a thread, if one is free. */
  tryPlace(): boolean {
    if (this.#taken >= this.#options.places) return false;
    this.#taken++;
    return true;
  }

  /** Gives a place back, and the thread for whoever comes next. */
  leave(worker?: ParseWorker): void {
    if (worker?.alive) this.#idle.push(worker);
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken--;
  }

  #livingWorker(): ParseWorker | undefined {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) {
      // One that died between two feeds is replaced when the next one needs it.
      if (worker.alive) return worker;
    }
    return undefined;
  }
}
