import { z } from 'zod';
import type { Tally } from './tally.ts';

/** The part of Vitest's JSON report that is counted here. */
const reportShape = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * Counts a Vitest report. A file that failed outside its tests is one failure, and so is a run that failed
 * without any failure in the report (a set-up that broke, an unhandled rejection).
 */
export function tallyOf(report: unknown, exitCode: number): Tally {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = reportShape.parse(report);
  const failures = testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').length;
    return status === 'failed' ? Math.max(1, tests) : tests;
  });
  const counted = failures.reduce((all, each) => all + each, 0);
  return {
    passed: numPassedTests,
    failed: counted === 0 && exitCode !== 0 ? 1 : counted,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Each failing test by file, name and what went wrong: the end of a long run's output says it all. */
export function failuresIn(report: unknown): string[] {
  return reportShape.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [`${name}: ${reason(message)}`];
    return tests.map(
      ({ fullName, failureMessages }) => `${name} > ${fullName}: ${reason(failureMessages?.[0])}`,
    );
  });
}

/** What a failure says above its stack, and no more than a screen: the seed of a property stands in its second line. */
function reason(text = ''): string {
  const [first = '', ...rest] = text.split('\n');
  const stack = rest.findIndex((line) => /^\s+at /.test(line));
  const said = rest.slice(0, Math.min(20, stack === -1 ? rest.length : stack));
  return [first, ...said.map((line) => `      ${line.slice(0, 400)}`)].join('\n');
}
