import { writeFileSync } from 'node:fs';
import { messageOf, SetupFailure } from '@roomnight/local/failure';
import { step } from '@roomnight/local/progress';
import { type Experiment, experiments } from './experiments.ts';
import { parseFlags } from './flags.ts';
import type { FigureName } from './goals.ts';
import { json } from './report/json.ts';
import type { Outcome } from './report/outcome.ts';
import { table } from './report/table.ts';
import { CannotMeasure, openStage, type Stage } from './stage/stage.ts';

/** `npm run bench -- [--json FILE] [NAME…]`: measures the figures and prints them beside their goals. */
try {
  await main();
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  const stage = openStage();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stage.close().finally(() => process.exit(130)));
  }
  const outcomes: Outcome[] = [];
  try {
    for (const experiment of experiments) {
      const wanted = experiment.figures.filter((name) => flags.names.includes(name));
      if (wanted.length > 0) outcomes.push(...(await run(experiment, wanted, stage)));
    }
  } finally {
    await stage.close();
  }
  outcomes.sort((a, b) => flags.names.indexOf(a.name) - flags.names.indexOf(b.name));
  if (flags.json !== undefined) writeFileSync(flags.json, json(outcomes));
  console.log(`\n${table(outcomes)}`);
  // A goal that is missed is a result; a figure that broke is not.
  process.exitCode = outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
}

/** A figure that breaks does not cost the others. */
async function run(experiment: Experiment, wanted: readonly FigureName[], stage: Stage): Promise<Outcome[]> {
  try {
    const measured = await step(`Measuring ${wanted.join(', ')}`, () => experiment.measure(stage));
    return wanted.map((name): Outcome => {
      const measurement = measured[name];
      if (!measurement) return { name, kind: 'failed', reason: 'its experiment gave no number' };
      return { name, kind: 'measured', measurement };
    });
  } catch (error) {
    const kind = error instanceof CannotMeasure ? 'skipped' : 'failed';
    if (kind === 'failed') console.error(error);
    return wanted.map((name) => ({ name, kind, reason: messageOf(error) }));
  }
}
