import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadMessage, ThreadRequest } from './read-in-thread.ts';
import { within } from './within.ts';
import { failedRead } from './reading.ts';

const script = new URL('./read-in-thread.ts', import.meta.url);

const patienceMs = 500;
const died = failedRead('not_a_calendar', 'The feed could not be read.');

/** A thread that reads one feed at a time and can be killed. */
export interface ParseWorker {
  readonly alive: boolean;
  /** Never fails: a thread that dies of a feed has read it badly. */
  ask(request: ThreadRequest): Promise<ThreadAnswer>;
  /** CPU milliseconds it has used for the feed it reads; undefined when it does not even answer that. */
  cpuMs(): Promise<number | undefined>;
  end(): Promise<void>;
}

export interface ParseWorkerOptions {
  readonly heapMb: number;
}

export async function startParseWorker({ heapMb }: ParseWorkerOptions): Promise<ParseWorker> {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  let alive = true;
  const die = () => {
    alive = false;
  };
  worker.on('error', die);
  worker.on('exit', die);
  const [{ cpuMs: loading }] = (await once(worker, 'message')) as [ThreadMessage];
  let before = loading;
  // An idle thread must not keep the process alive.
  worker.unref();

  return {
    get alive() {
      return alive;
    },
    ask: (request) =>
      new Promise((resolve) => {
        const onMessage = ({ answer = died, cpuMs }: ThreadMessage) => {
          before = cpuMs;
          settle(answer);
        };
        const onDeath = () => settle(died);
        worker.once('message', onMessage);
        worker.once('error', onDeath);
        worker.once('exit', onDeath);
        // Handed over as a copy of its own: the bytes are not written out and read back on the way.
        const calendar = new Uint8Array(request.calendar);
        worker.postMessage({ ...request, calendar }, [calendar.buffer]);

        function settle(answer: ThreadAnswer): void {
          worker.off('message', onMessage);
          worker.off('error', onDeath);
          worker.off('exit', onDeath);
          resolve(answer);
        }
      }),
    async cpuMs() {
      const used = await within(
        patienceMs,
        worker.cpuUsage().catch(() => undefined),
      );
      return used && (used.user + used.system) / 1000 - before;
    },
    async end() {
      alive = false;
      await worker.terminate();
    },
  };
}
