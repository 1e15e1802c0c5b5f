import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Child, firstToFail } from './child.ts';
import { commandOf } from './leftover.ts';

const patient = { timeout: 15_000 };
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'roomnight-child-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function start(script: string, stopWithin = 5_000): { child: Child; said: (word: string) => Promise<void> } {
  const heard: string[] = [];
  const child = new Child({
    name: 'worker',
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'worker.log'),
    stopWithin,
    onLine: (line) => heard.push(line),
  });
  return { child, said: (word) => vi.waitFor(() => expect(heard).toContain(word), patient) };
}

describe('a child', () => {
  it('tells how it ended and what it said last', async () => {
    const { child } = start('console.log("one"); console.error("no database"); process.exitCode = 3');
    const { message } = await child.failure();
    expect(message).toContain('worker ended with exit code 3');
    expect(message).toContain('    no database');
    expect(readFileSync(join(folder, 'worker.log'), 'utf8')).toContain('one\n');
    expect(child.running).toBe(false);
  });

  it('runs on when its log cannot be written', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { child } = start('console.log("one")');
    rmSync(folder, { recursive: true });
    expect(await child.exited).toBe('ended with exit code 0');
    await vi.waitFor(
      () => expect(told).toHaveBeenCalledWith(expect.stringContaining('cannot be written')),
      patient,
    );
    told.mockRestore();
  });

  it('says so when there is nothing to start', async () => {
    const child = new Child({
      name: 'ghost',
      command: '/nowhere/ghost',
      args: [],
      logFile: join(folder, 'g.log'),
    });
    expect((await child.failure()).message).toContain('ghost could not be started');
  });

  it('finishes what it is at when asked to stop', async () => {
    const { child, said } = start(
      'process.on("SIGTERM", () => { console.log("drained"); process.exit(0); }); setInterval(() => {}, 1e6); console.log("up")',
    );
    await said('up');
    await child.stop();
    await said('drained');
    expect(await child.exited).toBe('ended with exit code 0');
    expect(child.stopping).toBe(true);
  });

  it('is killed when it does not stop in time', async () => {
    const { child, said } = start(
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log("up")',
      200,
    );
    await said('up');
    await child.stop();
    expect(await child.exited).toBe('was ended by SIGKILL');
  });

  it('is missed when it ends by itself, not when it was asked to', async () => {
    const asked = start('setInterval(() => {}, 1e6); console.log("up")');
    const crash = join(folder, 'crash');
    const crashed = start(
      `setInterval(() => { if (require('node:fs').existsSync('${crash}')) process.exit(7); }, 20); console.log('up')`,
    );
    await Promise.all([asked.said('up'), crashed.said('up')]);
    const failed = firstToFail();
    await asked.child.stop();
    writeFileSync(crash, '');
    expect((await failed).message).toContain('worker ended with exit code 7');
  });

  it('ends with us even when we are killed', async () => {
    const module = new URL('child.ts', import.meta.url).href;
    const parent = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { Child } from '${module}';
       new Child({ name: 'x', command: process.execPath, args: ['-e', 'console.log(process.pid); setInterval(() => {}, 1e6)'],
         logFile: '${join(folder, 'x.log')}', onLine: (line) => console.log(line) });`,
    ]);
    const [output] = await once(parent.stdout, 'data');
    const pid = Number(String(output));
    expect(commandOf(pid)).toContain('setInterval');
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(commandOf(pid)).toBe(''), patient);
  });
});
