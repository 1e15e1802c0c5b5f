import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker, type WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';

/**
 * Histories of real runs, as `temporal workflow show --output json` prints them, one at least of each workflow. A
 * change of the workflows' code that cannot continue them needs `patched`. Add a history for each new way through.
 */
const folder = new URL('./histories/', import.meta.url);
const histories = readdirSync(folder).filter((name) => name.endsWith('.json'));

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
  });
}, 60_000);

describe('running workflows continue with today’s code', () => {
  test.each(histories)('%s', async (name) => {
    const history: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).resolves.toBeUndefined();
  });

  test('each workflow has a history', () => {
    for (const workflow of ['booking-accepted', 'booking-cancellation']) {
      expect(histories.filter((name) => name.startsWith(workflow))).not.toEqual([]);
    }
  });

  test('the history of another workflow is refused', async () => {
    const text = readFileSync(new URL('booking-cancellation-cancelled.json', folder), 'utf8');
    const foreign: unknown = JSON.parse(text.replaceAll('"BookingCancellation"', '"Booking"'));
    await expect(Worker.runReplayHistory({ workflowBundle }, foreign)).rejects.toThrow('Replay failed');
  });

  test('the bundle holds workflow code only', () => {
    expect(workflowBundle.code.length).toBeLessThan(2_000_000);
  });
});
