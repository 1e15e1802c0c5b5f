import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('./bundle-workflows.ts', import.meta.url));
/** Of a bundle; with its source map it has one or two megabytes. */
const largest = 64 * 1024 * 1024;

/**
 * The workflows of a service in one script, as a worker runs them. A process of its own makes it, and ends: what the
 * bundler leaves behind would stay in the worker's memory for good.
 *
 * @throws when they cannot be bundled, with what the bundler said
 */
export async function bundleWorkflows(workflowsPath: string): Promise<{ code: string }> {
  const args = ['--no-warnings', script, workflowsPath];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: largest });
  return { code: stdout };
}
