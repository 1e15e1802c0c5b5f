import { Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import pg from 'pg';
import { describe, expect, it } from 'vitest';

describe('the services that integration tests get', () => {
  it('is a PostgreSQL 18', async () => {
    const client = new pg.Client({ connectionString: process.env.ROOMNIGHT_TEST_POSTGRES });
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    await client.end();
    expect(rows[0]?.server_version).toMatch(/^18\./);
  });

  it('is a Temporal with its default namespace', async () => {
    const connection = await Connection.connect({ address: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '' });
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.close();
    expect(namespaceInfo?.name).toBe('default');
  });

  const path = process.env.ROOMNIGHT_TEST_TIME_SKIPPING;
  it.skipIf(path === undefined)('is a Temporal whose time can be skipped', async () => {
    const executable = { type: 'existing-path', path: path ?? '' } as const;
    const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    const before = await environment.currentTimeMs();
    await environment.sleep('40 days');
    const after = await environment.currentTimeMs();
    await environment.teardown();
    expect(after - before).toBeGreaterThanOrEqual(40 * 24 * 3_600_000);
  });
});
