import { median } from './median.ts';

/** What one figure came to. */
export interface Measurement {
  /** One ratio, or count, a run: the figure's value is their median. */
  readonly runs: readonly number[];
  /** The product's own median, in `unit`. */
  readonly product: number;
  /** The baseline's median, in `unit`; null where the figure is absolute. */
  readonly baseline: number | null;
  readonly unit: string;
}

export interface Contest {
  readonly unit: string;
  /** At least five. */
  readonly runs?: number;
  /** One run of the product, in `unit`. `run` counts from 0; warm-ups are negative. */
  product(run: number): Promise<number>;
  /** One run of what it is compared with. */
  baseline(run: number): Promise<number>;
}

const usualRuns = 7;

/**
 * Measures product and baseline in turns, so that whatever else the machine does meets both, and compares them run by
 * run. Which goes first changes with every run. One run of each is made before and not counted.
 */
export async function interleave({
  unit,
  runs = usualRuns,
  product,
  baseline,
}: Contest): Promise<Measurement> {
  await baseline(-1);
  await product(-1);
  const pairs: { product: number; baseline: number }[] = [];
  for (let run = 0; run < runs; run++) {
    if (run % 2 === 0) {
      const limit = await baseline(run);
      pairs.push({ product: await product(run), baseline: limit });
    } else {
      const ours = await product(run);
      pairs.push({ product: ours, baseline: await baseline(run) });
    }
  }
  return {
    runs: pairs.map((pair) => pair.product / pair.baseline),
    product: median(pairs.map((pair) => pair.product)),
    baseline: median(pairs.map((pair) => pair.baseline)),
    unit,
  };
}
