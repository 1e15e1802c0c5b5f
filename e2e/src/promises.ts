import type { Nights } from './simulated-platform.ts';

/** A direct booking that was answered for: it has these nights of this unit until somebody asks otherwise. */
export interface Promised extends Nights {
  readonly bookingId: string;
  readonly unitId: string;
  readonly state: 'held' | 'booked' | 'cancelled';
}

/** What the product answered to many clients, and so must keep whatever dies. */
export class Promises {
  readonly #promised = new Map<string, Promised>();
  /** Of whom somebody asked what may have ended or changed them in a way that no answer tells. */
  readonly #mayDiffer = new Set<string>();
  readonly #inHand = new Set<string>();
  #answers = 0;

  /** How many calls were answered so far. */
  get answers(): number {
    return this.#answers;
  }

  answered(): void {
    this.#answers += 1;
  }

  mayDiffer(bookingId: string): void {
    this.#mayDiffer.add(bookingId);
  }

  keep(promised: Promised): void {
    this.#promised.set(promised.bookingId, promised);
  }

  /**
   * Lets one at a time ask something of one that is in that state: of two answers it could not be told which was first.
   * What it became is what `act` says; undefined for what no answer tells.
   */
  async ofOne(
    state: Promised['state'],
    which: number,
    act: (bookingId: string) => Promise<Promised['state'] | undefined>,
  ): Promise<void> {
    const free = this.in(state).filter(({ bookingId }) => !this.#inHand.has(bookingId));
    const promised = free[which % free.length];
    if (!promised) return;
    const { bookingId } = promised;
    this.#inHand.add(bookingId);
    const became = await act(bookingId);
    if (became === undefined) this.mayDiffer(bookingId);
    else this.keep({ ...promised, state: became });
    this.#inHand.delete(bookingId);
  }

  in(state: Promised['state']): Promised[] {
    return [...this.#promised.values()].filter((each) => each.state === state);
  }

  /** Those that must be found as they were answered. */
  get certain(): Promised[] {
    return [...this.#promised.values()].filter(({ bookingId }) => !this.#mayDiffer.has(bookingId));
  }
}
