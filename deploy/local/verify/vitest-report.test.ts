import { describe, expect, it } from 'vitest';
import { failuresIn, tallyOf } from './vitest-report.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'src/beds.test.ts',
  status,
  message: 'Cannot find module',
  assertionResults: tests.map((each) => ({
    status: each,
    fullName: 'a bed is free',
    failureMessages:
      each === 'failed' ? ['Property failed after 2 tests\n{ seed: 7, path: "1:0" }\n    at beds.ts:1'] : [],
  })),
});
const counts = { numPassedTests: 0, numPendingTests: 0, numTodoTests: 0 };

describe('tallyOf', () => {
  it('counts passed, failed and skipped tests', () => {
    const testResults = [file('failed', 'passed', 'failed', 'failed'), file('passed', 'passed', 'skipped')];
    const report = { numPassedTests: 2, numPendingTests: 1, numTodoTests: 1, testResults };
    expect(tallyOf(report, 1)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(tallyOf({ ...counts, testResults: [file('failed')] }, 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a run that broke without a failing test as a failure', () => {
    const report = { ...counts, numPassedTests: 1, testResults: [file('passed', 'passed')] };
    expect(tallyOf(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(tallyOf(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('refuses what is no report', () => {
    expect(() => tallyOf({ success: true }, 0)).toThrow('numPassedTests');
  });
});

describe('failuresIn', () => {
  it('names each failing test with what went wrong above its stack, and no other', () => {
    const testResults = [file('failed', 'passed', 'failed'), file('passed', 'passed')];
    expect(failuresIn({ ...counts, testResults })).toEqual([
      'src/beds.test.ts > a bed is free: Property failed after 2 tests\n      { seed: 7, path: "1:0" }',
    ]);
  });

  it('names a file that could not be loaded', () => {
    expect(failuresIn({ ...counts, testResults: [file('failed')] })).toEqual([
      'src/beds.test.ts: Cannot find module',
    ]);
  });
});
