import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';

/**
 * Histories of real runs, as `temporal workflow show --output json` prints them, and a way to hold today's workflow
 * code against them. Add one for each new way through, and edit none: a change of code that cannot continue them needs
 * `patched`.
 */
export interface SavedHistories {
  /** File names, sorted. */
  readonly names: readonly string[];
  /**
   * Runs today's code over one of them.
   *
   * @param edit what to change of its text first: a test of the test, which must then fail
   * @throws {DeterminismViolationError} when the code cannot continue that run
   */
  replay(name: string, edit?: (history: string) => string): Promise<void>;
  /** Characters of the workflow bundle: what is not workflow code shows in its size. */
  readonly bundleSize: number;
}

/**
 * Opens a folder of histories.
 *
 * @param workflows the module whose exports are the workflows
 */
export async function savedHistories(folder: URL, workflows: URL): Promise<SavedHistories> {
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(workflows) });
  return {
    names: readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted(),
    async replay(name, edit = (history) => history) {
      const history: unknown = JSON.parse(edit(readFileSync(new URL(name, folder), 'utf8')));
      await Worker.runReplayHistory({ workflowBundle }, history, `replay:${name}`);
    },
    bundleSize: workflowBundle.code.length,
  };
}
