import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  FEED_EXAMINATION,
  type FeedExaminationInput,
  feedExaminationWorkflowId,
} from '@roomnight/contracts/feed-examination';
import { FAILURES } from '@roomnight/contracts/failures';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
let client: Client;
let attempts: string[];
let stop: () => Promise<void>;

beforeAll(async () => {
  const namespace = await createTestNamespace(address);
  const connection = await NativeConnection.connect({ address });
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  attempts = [];
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: 'sync',
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities: {
      async examineFeed(input: FeedExaminationInput) {
        attempts.push(input.examinationId);
        if (input.examinationId === 'erased')
          throw ApplicationFailure.nonRetryable('gone', FAILURES.notFound);
        if (input.examinationId === 'twice' && attempts.length === 1)
          throw new Error('the database went away');
        return input;
      },
    },
  });
  const running = worker.run();
  stop = async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await client.connection.close();
  };
});
afterAll(() => stop());

function examine(examinationId: string) {
  return client.workflow.execute(FEED_EXAMINATION, {
    workflowId: feedExaminationWorkflowId(examinationId),
    taskQueue: 'sync',
    args: [{ organizationId: 'o', examinationId }],
  });
}

it('tries again when something of ours fails, and answers with ids', async () => {
  expect(await examine('twice')).toEqual({ organizationId: 'o', examinationId: 'twice' });
  expect(attempts).toEqual(['twice', 'twice']);
});

it('does not try again what is gone', async () => {
  attempts.length = 0;
  await expect(examine('erased')).rejects.toThrow(WorkflowFailedError);
  expect(attempts).toEqual(['erased']);
});
