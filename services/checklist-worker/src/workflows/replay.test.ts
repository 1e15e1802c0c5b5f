import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker, type WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * Histories of real runs, as `temporal workflow show --output json` prints them. A change of the workflows' code
 * that cannot continue them needs `patched`. Add a history for each new way through.
 */
const folder = new URL('histories/', import.meta.url);
const histories = readdirSync(folder);

describe('running workflows continue with today’s code', () => {
  let workflowBundle: WorkflowBundle;

  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    });
  }, 60_000);

  const replay = (text: string): Promise<void> => {
    const history: unknown = JSON.parse(text);
    return Worker.runReplayHistory({ workflowBundle }, history, 'checklist:replayed');
  };
  const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

  it.each(histories)('%s', async (file) => {
    await expect(replay(read(file))).resolves.toBeUndefined();
  });

  it('each workflow has a history', () => {
    const kinds = ['checklist-', 'reconciler-'].map((kind) =>
      histories.some((file) => file.startsWith(kind)),
    );
    expect(kinds).toEqual([true, true]);
  });

  it('a history of other code is refused, so that this test can fail', async () => {
    const foreign = read('checklist-reminded-twice-then-ticked.json').replaceAll(
      '"sendReminder"',
      '"callByPhone"',
    );
    await expect(replay(foreign)).rejects.toThrow(/nondeterminism/i);
  });

  it('the bundle holds workflow code only', () => {
    expect(workflowBundle.code.length).toBeLessThan(3_000_000);
  });
});
