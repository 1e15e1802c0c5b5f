import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';

/** Saved histories of real runs, and a way to hold today's workflow code against them. For tests. */
export interface SavedHistories {
  /** File names, sorted. */
  names: string[];
  /** @throws {DeterminismViolationError} when the code cannot continue that run: such a change needs `patched` */
  replay(name: string): Promise<void>;
  /** Characters of the workflow bundle: what is not workflow code shows in its size. */
  bundleSize: number;
}

/**
 * Opens a folder of histories, as `temporal workflow show --output json` prints them.
 *
 * @param workflows the module whose exports are the workflows
 */
export async function savedHistories(folder: URL, workflows: URL): Promise<SavedHistories> {
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(workflows) });
  return {
    names: readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted(),
    async replay(name) {
      const history: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
      await Worker.runReplayHistory({ workflowBundle }, history);
    },
    bundleSize: workflowBundle.code.length,
  };
}
