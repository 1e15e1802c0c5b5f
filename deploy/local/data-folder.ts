import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, SetupFailure } from './failure.ts';
import { commandOf, endLeftover } from './leftover.ts';
import { openFolder, postgresUser } from './postgres-user.ts';

/** What lives where in the data folder. */
export interface DataFolder {
  root: string;
  postgres: string;
  temporal: string;
  mail: string;
  /** Present once the demo is in the database. */
  demoSeeded: string;
  /** How commands reach what is running. Holds secrets. */
  environment: string;
  log: (name: string) => string;
}

const lockFile = 'start.pid';
/** What --fresh forgets. Anything else in the folder is not ours to delete. */
const forgotten =
  /^(postgres|temporal\.db(-\w+)?|mail|demo-seeded|simulator\.json|secrets\.json|environment\.json)$/;

/** Makes the folder and takes it for this process alone, after ending the PostgreSQL that a killed run may have left. */
export async function openDataFolder(root: string, fresh: boolean): Promise<DataFolder> {
  makeWritable(root);
  const folder: DataFolder = {
    root,
    postgres: postgresFolder(root),
    temporal: join(root, 'temporal.db'),
    mail: join(root, 'mail'),
    demoSeeded: join(root, 'demo-seeded'),
    environment: join(root, 'environment.json'),
    log: (name) => join(root, 'log', `${name}.log`),
  };
  takeLock(join(root, lockFile));
  await endLeftover(join(folder.postgres, 'postmaster.pid'), folder.postgres);
  if (fresh) empty(folder);
  return folder;
}

function makeWritable(root: string): void {
  try {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw new SetupFailure(
      `Nothing can be written to the data folder (${messageOf(error)}). Choose another: ROOMNIGHT_DATA=<folder> npm start`,
    );
  }
}

function takeLock(pidFile: string): void {
  const mark = process.argv[1] ?? '';
  const [pid = '', startedBy = ''] = readIfThere(pidFile).split('\n');
  // In a container started anew, the process that was killed had the very id that this one has now.
  const another = pid !== '' && Number(pid) !== process.pid;
  if (another && commandOf(Number(pid)).includes(startedBy)) {
    throw new SetupFailure(
      `Roomnight is already running with this data (process ${pid}). Stop it first: kill ${pid}`,
    );
  }
  writeFileSync(pidFile, `${process.pid}\n${mark}`);
  process.once('exit', () => rmSync(pidFile, { force: true }));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** In the data folder, unless that lies where the user PostgreSQL runs as cannot go (a private home). */
function postgresFolder(root: string): string {
  const user = postgresUser();
  if (!user || spawnSync('test', ['-x', root], { cwd: '/', ...user }).status === 0)
    return join(root, 'postgres');
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(openFolder, checkout, 'postgres');
}

function empty({ root, postgres }: DataFolder): void {
  for (const name of readdirSync(root))
    if (forgotten.test(name)) rmSync(join(root, name), { recursive: true });
  rmSync(postgres, { recursive: true, force: true });
}
