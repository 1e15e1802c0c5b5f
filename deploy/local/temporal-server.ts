import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { Child } from './child.ts';

export interface TemporalOptions {
  /** Path of the `temporal` command. */
  cli: string;
  port: number;
  logFile: string;
  /** Where its state is kept; in memory when left out. */
  databaseFile?: string;
  /** Serves the web interface there; none when left out. */
  uiPort?: number;
}

/** Starts a Temporal development server on loopback, and resolves when its default namespace answers. */
export async function startTemporal(options: TemporalOptions): Promise<Child> {
  const { cli, port, databaseFile, uiPort, logFile } = options;
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)];
  const database = databaseFile === undefined ? [] : ['--db-filename', databaseFile];
  const child = new Child({
    name: 'Temporal',
    command: cli,
    args: ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...ui, ...database],
    logFile,
  });
  const address = `127.0.0.1:${port}`;
  while (child.running) {
    if (await namespaceAnswers(address)) return child;
    await delay(100);
  }
  throw await child.failure();
}

async function namespaceAnswers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '1 second' });
    await connection.workflowService
      .describeNamespace({ namespace: 'default' })
      .finally(() => connection.close());
    return true;
  } catch {
    return false;
  }
}
