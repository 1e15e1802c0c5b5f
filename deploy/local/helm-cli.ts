import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './failure.ts';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';
import { onPath, toolCache } from './tool-cache.ts';

const goModule = 'helm.sh/helm/v3/cmd/helm@v3.22.0';

/**
 * The `helm` command: on the PATH, cached, or built from source (once). Without it there is the reason instead of a
 * path, and the tests that need it are skipped.
 */
export async function helmCli(): Promise<{ path: string } | { missing: string }> {
  const cached = join(toolCache('bin'), 'helm');
  const found = onPath('helm') ?? (existsSync(cached) ? cached : undefined);
  if (found !== undefined) return { path: found };
  const go = onPath('go');
  if (go === undefined) return { missing: 'there is no Helm, and no Go to build it' };
  try {
    await step('Building Helm from source, once (about 2 minutes on two cores)', () =>
      runTool('helm', go, ['install', goModule], { GOBIN: toolCache('bin'), CGO_ENABLED: '0' }),
    );
    return { path: cached };
  } catch (error) {
    return { missing: messageOf(error) };
  }
}
