import { median } from '../measure/median.ts';
import type { Outcome } from './outcome.ts';

/** What `--json` writes. `value` is the median of `runs`; `baseline` and `unit` are of what it is compared with. */
export interface FigureJson {
  readonly name: string;
  readonly value: number;
  readonly baseline: number | null;
  readonly unit: string;
  readonly runs: readonly number[];
}

/** The figures that were measured, for a machine. One that was not is left out. */
export function json(outcomes: readonly Outcome[]): string {
  const figures = outcomes.flatMap((outcome): FigureJson[] => {
    if (outcome.kind !== 'measured') return [];
    const { runs, baseline, unit } = outcome.measurement;
    return [{ name: outcome.name, value: median(runs), baseline, unit, runs }];
  });
  return `${JSON.stringify({ figures }, null, 2)}\n`;
}
