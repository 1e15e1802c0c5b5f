import { expect, it } from 'vitest';
import { runQuiet } from './run.ts';

it('keeps what a command says, and how it ended', async () => {
  const script = 'console.log("checked"); console.error("two faults"); process.exitCode = 2';
  const { exitCode, output } = await runQuiet({ command: process.execPath, args: ['-e', script] });
  expect(exitCode).toBe(2);
  expect(output).toContain('checked\n');
  expect(output).toContain('two faults\n');
});

it('counts a command that is not there as one that failed', async () => {
  const { exitCode, output } = await runQuiet({ command: '/nowhere/lint', args: [] });
  expect(exitCode).toBe(1);
  expect(output).toContain('/nowhere/lint');
});
