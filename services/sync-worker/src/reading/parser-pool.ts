import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ParseRequest } from './parse-calendar.ts';
import { failedRead, type ParsedCalendar, type ReadFailure } from './reading.ts';

const tooSlow = failedRead('too_large', 'The feed could not be read in time.');
const script = new URL('./parse-thread.ts', import.meta.url);

export interface ParserPoolOptions {
  readonly threads: number;
  /** A parse that takes longer is killed, and its thread with it. */
  readonly deadlineMs?: number;
  readonly heapMb?: number;
}

/** Parses hostile bytes in threads that can be killed, one feed a thread at a time. */
export interface ParserPool {
  parse(calendar: Uint8Array, today: string): Promise<ParsedCalendar | ReadFailure>;
  close(): Promise<void>;
}

export function createParserPool({
  threads,
  deadlineMs = 2_000,
  heapMb = 256,
}: ParserPoolOptions): ParserPool {
  const alive = new Set<Worker>();
  const idle = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function parse(calendar: Uint8Array, today: string): Promise<ParsedCalendar | ReadFailure> {
    const first = await attempt({ calendar, today, expand: true });
    // An endless repetition is the usual reason: one such event must not cost the whole feed.
    return first === tooSlow ? attempt({ calendar, today, expand: false }) : first;
  }

  async function attempt(request: ParseRequest): Promise<ParsedCalendar | ReadFailure> {
    await turn();
    try {
      const worker = await take();
      const { result, healthy } = await ask(worker, request, deadlineMs);
      if (healthy) {
        idle.add(worker);
      } else {
        forget(worker);
        await worker.terminate();
      }
      return result;
    } finally {
      endTurn();
    }
  }

  /** Waits until fewer feeds are being read than there may be threads. */
  function turn(): Promise<void> {
    if (busy < threads) {
      busy++;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }

  async function take(): Promise<Worker> {
    const [free] = idle;
    if (!free) return spawn();
    idle.delete(free);
    return free;
  }

  async function spawn(): Promise<Worker> {
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    alive.add(worker);
    // A thread that dies between two feeds is replaced when the next one needs it.
    worker.on('error', () => forget(worker));
    worker.on('exit', () => forget(worker));
    // The deadline is for reading, not for loading the code that reads.
    await once(worker, 'message');
    // An idle thread must not keep the process alive.
    worker.unref();
    return worker;
  }

  function forget(worker: Worker): void {
    alive.delete(worker);
    idle.delete(worker);
  }

  return {
    parse,
    async close() {
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

interface Answer {
  readonly result: ParsedCalendar | ReadFailure;
  /** Whether the thread can be asked again. */
  readonly healthy: boolean;
}

function ask(worker: Worker, request: ParseRequest, deadlineMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      settle(tooSlow, false);
    }, deadlineMs);
    const onMessage = (result: ParsedCalendar | ReadFailure) => settle(result, true);
    const onDeath = () => settle(failedRead('not_a_calendar', 'The feed could not be read.'), false);
    worker.once('message', onMessage);
    worker.once('error', onDeath);
    worker.once('exit', onDeath);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(request);

    function settle(result: ParsedCalendar | ReadFailure, healthy: boolean): void {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onDeath);
      worker.off('exit', onDeath);
      resolve({ result, healthy });
    }
  });
}
