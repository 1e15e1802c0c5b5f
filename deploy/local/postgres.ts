import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Child } from './child.ts';
import { SetupFailure } from './failure.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { postgresUser, type SystemUser } from './postgres-user.ts';
import { endLeftover } from './leftover.ts';

export interface PostgresOptions {
  /** Created when missing; kept afterwards. */
  dataDir: string;
  port: number;
  /** Of the superuser `postgres`; it is set when the data directory is created. */
  password: string;
  logFile: string;
  /** Server settings beyond the defaults, such as `fsync: 'off'`. */
  settings?: Readonly<Record<string, string>>;
}

export interface Postgres {
  /** Superuser URL of the database `postgres`. */
  url: string;
  child: Child;
}

const ready = 'database system is ready to accept connections';

/** Starts PostgreSQL on a loopback port, creating its data directory first if there is none. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const user = postgresUser();
  const binaries = postgresBinaries(user);
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) create(binaries.initdb, options, user);
  await endLeftover(join(options.dataDir, 'postmaster.pid'), options.dataDir);

  const { promise: started, resolve } = Promise.withResolvers<'ready'>();
  const child = new Child({
    name: 'PostgreSQL',
    command: binaries.postgres,
    args: ['-D', options.dataDir, ...settingFlags(options)],
    logFile: options.logFile,
    stopSignal: 'SIGINT',
    stopWithin: 30_000,
    user,
    onLine: (line) => {
      if (line.includes(ready)) resolve('ready');
    },
  });
  if ((await Promise.race([started, child.exited])) !== 'ready') throw await child.failure();
  return { url: `postgres://postgres:${options.password}@127.0.0.1:${options.port}/postgres`, child };
}

function settingFlags({ port, settings }: PostgresOptions): string[] {
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    lc_messages: 'C',
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function create(initdb: string, { dataDir, password }: PostgresOptions, user: SystemUser | undefined): void {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dirname(dataDir), { recursive: true });
  mkdirSync(dataDir, { mode: 0o700 });
  const scratch = mkdtempSync(join(tmpdir(), 'roomnight-initdb-'));
  const passwordFile = join(scratch, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [dataDir, scratch, passwordFile]) chownSync(path, user.uid, user.gid);
  chmodSync(scratch, 0o700);
  const flags = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const made = spawnSync(initdb, [`--pgdata=${dataDir}`, `--pwfile=${passwordFile}`, ...flags], {
    encoding: 'utf8',
    cwd: '/',
    ...user,
  });
  rmSync(scratch, { recursive: true });
  if (made.status === 0) return;
  rmSync(dataDir, { recursive: true, force: true });
  throw new SetupFailure(`PostgreSQL could not create its data directory ${dataDir}:\n${made.stderr}`);
}
