import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { registerSearchAttributes } from './search-attributes.ts';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

const DAY_MS = 86_400_000;

/** A Temporal namespace of one test file: its task queues are nobody else's. */
export async function createTestNamespace(address: string): Promise<string> {
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(DAY_MS),
  });
  const client = new Client({ connection, namespace });
  // Each of the server's parts learns of a new namespace, and of its search attributes, a moment later.
  for (let tries = 0; ; tries++) {
    try {
      await registerSearchAttributes(connection, namespace);
      await client.workflow.count(`roomnightState = 'new'`);
      break;
    } catch (error) {
      if (tries === 50) throw error;
      await delay(200);
    }
  }
  await connection.close();
  return namespace;
}
