import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createLogger } from '@roomnight/runtime/logger';
import { installTemporalLogger } from '@roomnight/runtime/run-worker';

type Options = Omit<WorkerOptions, 'connection' | 'namespace'>;

/** Runs Temporal workers in this process. */
export interface Workers {
  /** Starts one; what is returned stops it, once what it does is done. */
  run(options: Options): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

let isLogging = false;

export async function openWorkers(address: string, namespace = 'default'): Promise<Workers> {
  if (!isLogging) installTemporalLogger(createLogger('bench', 'error'));
  isLogging = true;
  const connection = await NativeConnection.connect({ address });
  const stops = new Set<() => Promise<void>>();
  return {
    async run(options) {
      const worker = await Worker.create({ ...options, connection, namespace });
      const running = worker.run();
      const stop = async () => {
        if (stops.delete(stop)) worker.shutdown();
        await running;
      };
      stops.add(stop);
      return stop;
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()));
      await connection.close();
    },
  };
}
