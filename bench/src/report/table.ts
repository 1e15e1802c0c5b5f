import { describeGoal, goals, isMet } from '../goals.ts';
import { median } from '../measure/median.ts';
import type { Outcome } from './outcome.ts';

const heading = ['figure', 'value', 'goal', 'met', 'runs', 'ours', 'baseline'];

/** All outcomes as aligned text, and below it why a figure is missing. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = [heading, ...outcomes.map(rowOf)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const missing = outcomes.flatMap((outcome) =>
    outcome.kind === 'measured' ? [] : [`${outcome.name} ${outcome.kind}: ${outcome.reason}`],
  );
  return [...lines, ...(missing.length > 0 ? ['', ...missing] : [])].join('\n');
}

function rowOf(outcome: Outcome): string[] {
  const goal = goals[outcome.name];
  if (outcome.kind !== 'measured') {
    return [outcome.name, '–', describeGoal(goal), outcome.kind, '0', '–', '–'];
  }
  const { runs, product, baseline, unit } = outcome.measurement;
  const value = median(runs);
  return [
    outcome.name,
    short(value),
    describeGoal(goal),
    isMet(goal, value) ? 'yes' : 'NO',
    `${runs.length} (${short(Math.min(...runs))}–${short(Math.max(...runs))})`,
    baseline === null ? '–' : `${short(product)} ${unit}`,
    baseline === null ? '–' : `${short(baseline)} ${unit}`,
  ];
}

/** Three significant digits, without an exponent. */
function short(number: number): string {
  return String(Number(number.toPrecision(3)));
}
