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

/** Each failing test by file, name and the first line of what went wrong: the end of a long run's output says it all. */
export function failuresIn(report: unknown): string[] {
  return reportShape.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [`${name}: ${firstLine(message)}`];
    return tests.map(
      ({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages?.[0])}`,
    );
  });
}

const firstLine = (text = '') => text.split('\n', 1)[0] ?? '';
