import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { SetupFailure } from './failure.ts';
import { commandOf } from './leftover.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roomnight data-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const taken = (pid: number, startedBy: string): void =>
  writeFileSync(join(root, 'start.pid'), `${pid}\n${startedBy}`);

it('is for one process at a time', async () => {
  taken(process.ppid, commandOf(process.ppid).trim());
  await expect(openDataFolder(root, false)).rejects.toThrow(/already running with this data/);
});

it('does not take itself for the killed run whose process id it got', async () => {
  taken(process.pid, process.argv[1] ?? '');
  await expect(openDataFolder(root, false)).resolves.toMatchObject({ root });
});

it('does not take any process for the killed run whose id it got', async () => {
  taken(process.ppid, '/elsewhere/deploy/local/up.ts');
  await expect(openDataFolder(root, false)).resolves.toMatchObject({ root });
});

it('says what to do when nothing can be written there', async () => {
  writeFileSync(join(root, 'file'), 'x');
  const opened = openDataFolder(join(root, 'file', 'data'), false);
  await expect(opened).rejects.toThrow(SetupFailure);
  await expect(opened).rejects.toThrow(/ROOMNIGHT_DATA/);
});

it('forgets its own data, and nothing else that lies in the folder', async () => {
  for (const name of ['mail', 'photos']) mkdirSync(join(root, name));
  for (const name of ['temporal.db', 'temporal.db-wal', 'secrets.json', 'demo-seeded', 'letter.txt'])
    writeFileSync(join(root, name), 'x');
  const folder = await openDataFolder(root, true);
  expect(readdirSync(root).toSorted()).toEqual(['letter.txt', 'photos', 'start.pid']);
  expect(existsSync(folder.postgres)).toBe(false);
});
