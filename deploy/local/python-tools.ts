import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './failure.ts';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';
import { onPath, toolCache } from './tool-cache.ts';

/** What checks files for Kubernetes and Compose against their schemas, which these packages carry. */
const packages = ['kubernetes-validate==1.37.0', 'check-jsonschema==0.39.0', 'setuptools==80.9.0'];

/**
 * The folder of the Python commands, in an environment of their own that is made once. Without Python, or the
 * packages, there is the reason instead of a path, and the tests that need it are skipped.
 */
export async function pythonTools(): Promise<{ path: string } | { missing: string }> {
  const folder = join(toolCache('lib'), 'python-tools');
  const bin = join(folder, 'bin');
  const complete = join(folder, packages.join('+'));
  if (existsSync(complete)) return { path: bin };
  const python = onPath('python3');
  if (python === undefined) return { missing: 'there is no Python 3' };
  try {
    await step('Installing the checkers of Kubernetes and Compose files, once', async () => {
      rmSync(folder, { recursive: true, force: true });
      await runTool('python-venv', python, ['-m', 'venv', folder]);
      await runTool('python-tools', join(bin, 'pip'), ['install', '--quiet', ...packages]);
      writeFileSync(complete, '');
    });
    return { path: bin };
  } catch (error) {
    return { missing: messageOf(error) };
  }
}
