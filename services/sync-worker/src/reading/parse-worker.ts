import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadReady, ThreadRequest } from './parse-thread.ts';
import { failedRead } from './reading.ts';

const script = new URL('./parse-thread.ts', import.meta.url);

/** A thread that reads one feed at a time and can be killed. */
export interface ParseWorker {
  readonly alive: boolean;
  /** Never fails: a thread that dies of a feed has read it badly. */
  ask(request: ThreadRequest): Promise<ThreadAnswer>;
  /** Lets whatever else the machine has to do go first, from now on. */
  yieldToOthers(): void;
  end(): Promise<void>;
}

export async function startParseWorker(heapMb: number): Promise<ParseWorker> {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  let alive = true;
  const die = () => {
    alive = false;
  };
  worker.on('error', die);
  worker.on('exit', die);
  const [{ thread }] = (await once(worker, 'message')) as [ThreadReady];
  // An idle thread must not keep the process alive.
  worker.unref();

  return {
    get alive() {
      return alive;
    },
    ask: (request) =>
      new Promise((resolve) => {
        const onMessage = (answer: ThreadAnswer) => settle(answer);
        const onDeath = () => settle(failedRead('not_a_calendar', 'The feed could not be read.'));
        worker.once('message', onMessage);
        worker.once('error', onDeath);
        worker.once('exit', onDeath);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(request);

        function settle(answer: ThreadAnswer): void {
          worker.off('message', onMessage);
          worker.off('error', onDeath);
          worker.off('exit', onDeath);
          resolve(answer);
        }
      }),
    yieldToOthers() {
      // On Linux a thread has a priority of its own.
      if (thread !== null) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    },
    async end() {
      alive = false;
      await worker.terminate();
    },
  };
}
