import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { TemporalAddress } from './temporal-client.ts';
import type { Logger } from './logger.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

/** Lets Temporal's own messages go through the service's logger. Call once, before anything else of Temporal. */
export function installTemporalLogger(logger: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const name = level.toLowerCase() as 'trace' | 'debug' | 'info' | 'warn' | 'error';
      logger[name]({ ...meta, error: undefined, err: meta?.error }, message);
    }),
    shutdownSignals: [],
  });
}

/**
 * Runs workers until SIGTERM or SIGINT, then lets what is under way finish, then runs `close`.
 *
 * @param options one entry for each task queue
 */
export async function runWorkers(
  env: TemporalAddress,
  options: readonly Omit<WorkerOptions, 'connection' | 'namespace'>[],
  logger: Logger,
  close: () => Promise<void>,
): Promise<void> {
  const connection = await NativeConnection.connect({ address: env.TEMPORAL_ADDRESS });
  try {
    const workers = await Promise.all(
      options.map(async ({ workflowsPath, ...each }) =>
        Worker.create({
          shutdownGraceTime: '10s',
          ...each,
          ...(workflowsPath !== undefined && { workflowBundle: await bundleWorkflows(workflowsPath) }),
          connection,
          namespace: env.TEMPORAL_NAMESPACE,
        }),
      ),
    );
    const stop = (signal: string): void => {
      logger.info({ signal }, 'stopping');
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    logger.info({ queues: options.map((each) => each.taskQueue) }, 'ready');
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await connection.close();
    await close();
  }
}
