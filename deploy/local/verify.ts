import { parseArgs } from 'node:util';
import { chromium } from './chromium.ts';
import { messageOf } from './failure.ts';
import { duration } from './progress.ts';
import { temporalCli } from './temporal-cli.ts';
import { checks, type Check } from './verify/checks.ts';
import { runQuiet } from './verify/run.ts';
import { runSuite, suitesFor } from './verify/suites.ts';
import { failed, passed, skipped, sum, summaryLine, type Tally } from './verify/tally.ts';

/** `npm test`, on the project's own Node: every check and every suite, whatever fails before, then one summary line. */
const { values: flags } = parseArgs({
  options: { long: { type: 'boolean', default: false }, minutes: { type: 'string', default: '10' } },
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

const lines: string[] = [];
const tallies: Tally[] = [];

for (const check of checks) await timed(check.name, () => passes(check));
for (const suite of suitesFor(await meansOfThisMachine())) {
  if (suite.missing === undefined) await timed(suite.name, () => runSuite(suite));
  else skip(suite.name, suite.missing);
}

const total = sum(tallies);
console.log(`\n${lines.join('\n')}\n\n${summaryLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function timed(name: string, work: () => Promise<Tally>): Promise<void> {
  const began = performance.now();
  const tally = await work();
  const line = `${tally.failed === 0 ? '✓' : '✗'} ${name} (${duration(performance.now() - began)})`;
  console.log(line);
  lines.push(line, ...(tally.failures ?? []).map((failure) => `    ${failure}`));
  tallies.push(tally);
}

function skip(name: string, reason: string): void {
  lines.push(`- ${name} skipped: ${reason}`);
  tallies.push(skipped);
}

async function passes(check: Check): Promise<Tally> {
  const { exitCode, output } = await runQuiet(check);
  if (exitCode === 0) return passed;
  console.error(output);
  return failed;
}

async function meansOfThisMachine() {
  return {
    temporalMissing: await temporalCli().then(() => undefined, messageOf),
    chromiumMissing: chromium() ? undefined : 'there is no Chromium (install it, or set ROOMNIGHT_CHROMIUM)',
    longMinutes: flags.long ? Number(flags.minutes) : undefined,
  };
}
