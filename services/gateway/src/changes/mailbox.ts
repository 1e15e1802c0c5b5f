/** What waits for one reader, in order. It ends when closed; a full one drops nothing but ends at once. */
export class Mailbox<T> implements AsyncIterableIterator<T> {
  readonly #capacity: number;
  readonly #onFull: () => void;
  #waiting: T[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  /**
   * @param capacity how many may wait
   * @param onFull called once when one more would have to wait: what was not read is lost
   */
  constructor(capacity: number, onFull: () => void) {
    this.#capacity = capacity;
    this.#onFull = onFull;
  }

  get closed(): boolean {
    return this.#closed;
  }

  put(item: T): void {
    if (this.#closed) return;
    if (this.#waiting.length >= this.#capacity) {
      this.#waiting = [];
      this.close();
      this.#onFull();
      return;
    }
    this.#waiting.push(item);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<T>> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) return { value: item, done: false };
      if (this.#closed) return { value: undefined, done: true };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async return(): Promise<IteratorResult<T>> {
    this.#waiting = [];
    this.close();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
