export interface LaneOptions<Reader> {
  /** How many feeds are read at the same time. */
  readonly places: number;
  readonly start: () => Promise<Reader>;
}

/** Some readers, threads or processes, and the feeds that wait for one: first come, first served. */
export class Lane<Reader extends { readonly alive: boolean }> {
  readonly #options: LaneOptions<Reader>;
  readonly #idle: Reader[] = [];
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(options: LaneOptions<Reader>) {
    this.#options = options;
  }

  /** Waits for a place and a reader. The place is to be left again, with its reader. */
  async take(): Promise<Reader> {
    if (this.#taken < this.#options.places) this.#taken++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return this.#livingReader() ?? (await this.#options.start());
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** Gives a place back, and its reader for whoever comes next. */
  leave(reader?: Reader): void {
    if (reader?.alive) this.#idle.push(reader);
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken--;
  }

  #livingReader(): Reader | undefined {
    for (let reader = this.#idle.pop(); reader; reader = this.#idle.pop()) {
      // One that died between two feeds is replaced when the next one needs it.
      if (reader.alive) return reader;
    }
    return undefined;
  }
}
