import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.ts';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';
import { onPath, toolCache } from './tool-cache.ts';

const version = '1.29.1';
const goModule = (command: string) => `go.temporal.io/server/cmd/${command}@v${version}`;

export interface TemporalClusterBinaries {
  /** Serves all four roles of a cluster: frontend, history, matching and worker. */
  server: string;
  /** Creates Temporal's databases; it carries their schemas. */
  sql: string;
}

/**
 * Finds the real Temporal server, as opposed to the development server, in the cache, or builds it from source (once).
 *
 * @throws {SetupFailure} when it is not there and there is no Go to build it
 */
export async function temporalClusterBinaries(): Promise<TemporalClusterBinaries> {
  const folder = toolCache(`temporal-postgres-${version}`);
  const binaries = { server: join(folder, 'server'), sql: join(folder, 'sql') };
  if (existsSync(binaries.server) && existsSync(binaries.sql)) return binaries;
  const go = onPath('go');
  if (!go) {
    throw new SetupFailure(
      `the Temporal server ${version} is built from source, and there is no Go (1.24 or newer)`,
    );
  }
  await step('Building the Temporal server from source, once (about 10 minutes on two cores)', async () => {
    const env = { GOBIN: folder, CGO_ENABLED: '0' };
    await runTool('temporal-cluster', go, ['install', goModule('server')], env);
    await runTool('temporal-cluster-sql', go, ['install', goModule('tools/sql')], env);
  });
  return binaries;
}
