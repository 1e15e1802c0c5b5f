import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A seeded source of chance whose state can be stored, so that a restart rolls on where it stopped. */
export class Dice {
  readonly #generator: RandomGenerator;

  constructor(state: readonly number[]) {
    this.#generator = xoroshiro128plusFromState(state);
  }

  /** The state that belongs to a seed; near seeds need a few throws before they part. */
  static stateOf(seed: number): number[] {
    const generator = xoroshiro128plus(seed);
    for (let thrown = 0; thrown < 32; thrown++) generator.next();
    return [...generator.getState()];
  }

  get state(): number[] {
    return [...this.#generator.getState()];
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** True in `percent` of a hundred throws. */
  chance(percent: number): boolean {
    return this.between(0, 9_999) < percent * 100;
  }

  /** A waiting time of the given mean, as between the guests of a shop: many short ones, few long ones. */
  wait(mean: number): number {
    return -Math.log(this.between(1, 1_000_000) / 1_000_000) * mean;
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.between(0, options.length - 1)] ?? options[0];
  }

  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet.charAt(this.between(0, alphabet.length - 1))).join('');
  }
}
