import { readFile, rename, writeFile } from 'node:fs/promises';
import { type StoredWorld, worldSchema } from './listing.ts';

const QUIET_MS = 500;

/** Keeps the world in one JSON file, replaced whole, at most twice a second. */
export class StateFile {
  readonly #path: string;
  readonly #world: () => StoredWorld;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, world: () => StoredWorld, failed: (error: unknown) => void) {
    this.#path = path;
    this.#world = world;
    this.#failed = failed;
  }

  /** The stored world, null where there is none yet; throws when the file is not one of ours. */
  static async read(path: string): Promise<StoredWorld | null> {
    try {
      return worldSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Something changed: written soon, together with what changes until then. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.flush().catch(this.#failed);
    }, QUIET_MS);
  }

  /** Writes now, after any write under way. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(
      () => this.#write(),
      () => this.#write(),
    );
    return this.#writing;
  }

  async #write(): Promise<void> {
    const draft = `${this.#path}.draft`;
    await writeFile(draft, JSON.stringify(this.#world()));
    await rename(draft, this.#path);
  }
}
