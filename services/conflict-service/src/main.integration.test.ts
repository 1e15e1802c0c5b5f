import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function start(env: NodeJS.ProcessEnv): ChildProcessByStdio<null, Readable, Readable> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  return spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the process', () => {
  test('says when it is ready, and ends by itself when told to stop', async () => {
    const service = start({
      PATH: process.env.PATH,
      DATABASE_URL_CONFLICT: database.url('conflict'),
      TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL,
    });
    const ended = once(service, 'exit');
    const said: string[] = [];
    for await (const line of createInterface(service.stdout)) {
      said.push(line);
      if (line.includes('"ready"')) service.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(said.some((line) => line.includes('"ready"'))).toBe(true);
    expect(said.join('\n')).not.toContain(database.url('conflict'));
  });

  test('names every setting that is missing, and does not start', async () => {
    const service = start({ PATH: process.env.PATH, LOG_LEVEL: 'loud' });
    const ended = once(service, 'exit');
    const complaint = (await service.stderr.toArray()).join('');
    expect(await ended).toEqual([1, null]);
    expect(complaint).toContain('DATABASE_URL_CONFLICT');
    expect(complaint).toContain('LOG_LEVEL');
  });
});
