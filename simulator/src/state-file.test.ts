import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ZodError } from 'zod';
import { stoppedClock } from './fixtures.ts';
import { buildSimulator } from './server.ts';

async function statePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'world.json');
}

describe('the state file', () => {
  it('lets a restarted simulator go on with the same world', async () => {
    const { clock, pass } = stoppedClock();
    const options = { clock, stateFile: await statePath(), seed: 5 };
    const before = await buildSimulator(options);
    const { id, feedPath } = before.simulation.create({
      platform: 'vrbo',
      name: 'Villa Saudade',
      sellRate: 3,
    });
    const body = (await before.app.inject(feedPath)).body;
    await before.stop();

    const after = await buildSimulator(options);
    onTestFinished(after.stop);
    expect((await after.app.inject(feedPath)).body).toBe(body);
    pass(86_400_000 * 5);
    const soldOn = after.simulation.listing(id).stays.length;
    expect(body.split('Reserved').length - 1).toBeLessThan(soldOn);
    expect(after.simulation.create({ platform: 'vrbo', name: 'Another' }).id).toBe('vrbo-2');
  });

  it('refuses a file that is not its own rather than overwriting it', async () => {
    const stateFile = await statePath();
    await writeFile(stateFile, '{"listings": 3}');
    await expect(buildSimulator({ stateFile })).rejects.toThrow(ZodError);
    expect(await readFile(stateFile, 'utf8')).toBe('{"listings": 3}');
  });
});
