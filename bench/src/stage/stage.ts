import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { stopChildren } from '@roomnight/local/child';
import { messageOf } from '@roomnight/local/failure';
import { freePort } from '@roomnight/local/ports';
import { startPostgres } from '@roomnight/local/postgres';
import { step } from '@roomnight/local/progress';
import { startTemporalCluster } from '@roomnight/local/temporal-cluster';
import { temporalClusterBinaries } from '@roomnight/local/temporal-cluster-binaries';
import { untilServerStops } from './pool.ts';
import { startSimulator } from './simulator.ts';

/** What this machine lacks to measure a figure. The figure is then left out: another number under its name would lie. */
export class CannotMeasure extends Error {
  override readonly name = 'CannotMeasure';
}

/** The real things figures are measured on; each starts when first asked for and is then shared. */
export interface Stage {
  /** A migrated database on a PostgreSQL that writes to the disk as production does. */
  database(): Promise<TestDatabase>;
  /**
   * `host:port` of the real Temporal server on that PostgreSQL.
   *
   * @throws {CannotMeasure}
   */
  temporal(): Promise<string>;
  /** Another database on that PostgreSQL, for what must not share tables with other figures. */
  anotherDatabase(): Promise<TestDatabase>;
  /** Process ids of that PostgreSQL: where it does a part of the work, its CPU counts. */
  postgresPids(): Promise<number[]>;
  /** Process ids of that PostgreSQL and that Temporal server: what they take belongs to a poll's cost. */
  serverPids(): Promise<number[]>;
  /** Base URL of the simulator, a process of its own. */
  simulator(): Promise<string>;
  /** A file for the output of a child process. */
  logFile(name: string): string;
  close(): Promise<void>;
}

/** Room for the services' pools and Temporal's. Everything else, durability above all, is PostgreSQL's default. */
const settings = { max_connections: '200' };

export function openStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'roomnight-bench-'));
  chmodSync(folder, 0o755);
  const logFile = (name: string) => join(folder, `${name}.log`);

  const postgres = once(() =>
    step('Starting PostgreSQL, durable', async () => {
      const dataDir = join(folder, 'postgres');
      const port = await freePort();
      const password = randomUUID();
      return startPostgres({ dataDir, port, password, logFile: logFile('postgres'), settings });
    }),
  );
  const anotherDatabase = async () => {
    const made = await createTestDatabase((await postgres()).url);
    untilServerStops(made.admin);
    return made;
  };
  const database = once(anotherDatabase);
  const temporal = once(async () => {
    await temporalClusterBinaries().catch((error: unknown) => {
      throw new CannotMeasure(messageOf(error));
    });
    const { url: postgresUrl } = await postgres();
    return step('Starting Temporal on PostgreSQL', () => startTemporalCluster({ postgresUrl, folder }));
  });
  const simulator = once(() => startSimulator(logFile('simulator')));

  return {
    database,
    anotherDatabase,
    temporal: async () => (await temporal()).address,
    async postgresPids() {
      const { pid } = (await postgres()).child;
      return pid === undefined ? [] : [pid];
    },
    async serverPids() {
      const servers = [(await postgres()).child, (await temporal()).child];
      return servers.flatMap(({ pid }) => pid ?? []);
    },
    simulator,
    logFile,
    async close() {
      await stopChildren();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => (started ??= start());
}
