import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { Child } from './child.ts';
import { freePort } from './ports.ts';
import { runTool } from './run-tool.ts';
import { temporalClusterBinaries } from './temporal-cluster-binaries.ts';
import {
  temporalClusterConfig,
  temporalDatabases,
  type TemporalClusterConfig,
} from './temporal-cluster-config.ts';

export interface TemporalClusterOptions {
  /** Superuser URL; two databases are made there. */
  postgresUrl: string;
  /** For its configuration and log. */
  folder: string;
}

export interface TemporalCluster {
  /** `host:port` of a server whose namespace `default` has our search attributes. */
  address: string;
  child: Child;
}

const namespace = 'default';
const alreadyThere = 6;

/** Starts the real Temporal server on loopback, all roles in one process, its state in PostgreSQL: what load is measured on. */
export async function startTemporalCluster(options: TemporalClusterOptions): Promise<TemporalCluster> {
  const { folder, postgresUrl } = options;
  const binaries = await temporalClusterBinaries();
  await createDatabases(binaries.sql, postgresUrl);
  const ports = await freePorts();
  const configDir = join(folder, 'temporal-config');
  const dynamicConfigFile = join(configDir, 'dynamic.yaml');
  mkdirSync(configDir, { recursive: true, mode: 0o700 });
  writeFileSync(dynamicConfigFile, '{}');
  const config = temporalClusterConfig({ postgresUrl, ports, dynamicConfigFile });
  writeFileSync(join(configDir, 'development.yaml'), config, { mode: 0o600 });
  const child = new Child({
    name: 'Temporal server',
    command: binaries.server,
    args: ['--root', folder, '--config', 'temporal-config', '--allow-no-auth', 'start'],
    logFile: join(folder, 'temporal.log'),
  });
  const address = `127.0.0.1:${ports.frontend.grpc}`;
  while (child.running) {
    if (await prepareNamespace(address)) return { address, child };
    await delay(250);
  }
  throw await child.failure();
}

/** Free ports are below 32768, as they must be here: Temporal's tables keep a port as a smallint. */
async function freePorts(): Promise<TemporalClusterConfig['ports']> {
  const pair = async () => ({ grpc: await freePort(), membership: await freePort() });
  return { frontend: await pair(), history: await pair(), matching: await pair(), worker: await pair() };
}

async function createDatabases(sql: string, postgresUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(postgresUrl);
  const env = { SQL_PASSWORD: decodeURIComponent(password) };
  const server = ['--plugin', 'postgres12', '--endpoint', hostname, '--port', port, '--user', username];
  const schemas = [
    [temporalDatabases.state, 'postgresql/v12/temporal'],
    [temporalDatabases.visibility, 'postgresql/v12/visibility'],
  ] as const;
  for (const [database, schema] of schemas) {
    const run = (...command: string[]) =>
      runTool(`temporal-schema-${database}`, sql, [...server, '--database', database, ...command], env);
    await run('create-database');
    await run('setup-schema', '--version', '0.0');
    await run('update-schema', '--schema-name', schema);
  }
}

/** @returns false while the server does not answer yet */
async function prepareNamespace(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '1 second' }).catch(() => undefined);
  if (!connection) return false;
  try {
    await connection.workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') })
      .catch(ignoreExisting);
    await registerSearchAttributes(connection, namespace);
    return true;
  } catch {
    // The frontend answers before the roles behind it do, and learns of a namespace some seconds later.
    return false;
  } finally {
    await connection.close();
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === alreadyThere)) throw error;
}
