import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.ts';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';
import { downloadBySdk } from './sdk-download.ts';
import { onPath, toolCache } from './tool-cache.ts';

/** The newest version that `go install` can build (later ones have replace directives). */
const goModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

const missing =
  'Temporal is missing: its download site (temporal.download) is out of reach, and there is no Go to build it. ' +
  'Do one of these: install the Temporal CLI (https://docs.temporal.io/cli), install Go 1.24 or newer, ' +
  'or set TEMPORAL_ADDRESS to a running Temporal server.';

/** Finds the `temporal` command: on the PATH, cached, downloaded by the SDK, or built from source (once). */
export async function temporalCli(): Promise<string> {
  const found = onPath('temporal') ?? cached() ?? (await downloadBySdk('temporal-cli')) ?? (await build());
  if (!found) throw new SetupFailure(missing);
  return found;
}

function cached(): string | undefined {
  const path = join(toolCache('bin'), 'temporal');
  return existsSync(path) ? path : undefined;
}

async function build(): Promise<string | undefined> {
  const go = onPath('go');
  if (!go) return undefined;
  await step('Building Temporal from source, once (about 5 minutes on two cores)', () =>
    runTool('temporal', go, ['install', goModule], { GOBIN: toolCache('bin'), CGO_ENABLED: '0' }),
  );
  return cached();
}
