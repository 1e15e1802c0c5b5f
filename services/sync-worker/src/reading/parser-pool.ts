import { fromColumns } from './columns.ts';
import type { ThreadAnswer, ThreadRequest } from './read-in-thread.ts';
import { startParseWorker, type ParseWorker } from './parse-worker.ts';
import { Lane } from './lane.ts';
import { failedRead, type Judgement, type ParsedCalendar, type ReadFailure } from './reading.ts';
import { within } from './within.ts';

const tooSlow = failedRead('too_large', 'The feed could not be read in time.');

/** Hundreds of bookings are read in a few milliseconds; larger feeds have time. */
const largestQuick = 512 * 1024;
const mostRemembered = 10_000;
const mostWaits = 5;

export interface ParserPoolOptions {
  /** Threads for feeds that are read quickly, as nearly all are. There is one more for the others. */
  readonly threads: number;
  /** A feed that takes more CPU time leaves the quick ones' threads to them. */
  readonly quickMs?: number;
  /**
   * A feed that takes more than this is given up, and its thread killed. Of CPU time: a busy machine is not the feed's
   * fault. Five times as much passes at most.
   */
  readonly deadlineMs?: number;
  readonly heapMb?: number;
}

export interface ReadRequest extends Omit<ThreadRequest, 'expand'> {
  /** Name of the dialect to judge the events in. */
  readonly dialect: string;
  /** Names the feed over time, so that one known to be slow does not keep others waiting again. */
  readonly feed?: string | undefined;
}

/** Reads hostile bytes in threads that can be killed, one feed a thread at a time. */
export interface ParserPool {
  read(request: ReadRequest): Promise<Judgement | ReadFailure>;
  /** The events as they stand, for who does not know yet in which dialect to judge them. */
  parse(request: Pick<ReadRequest, 'calendar' | 'today'>): Promise<ParsedCalendar | ReadFailure>;
  close(): Promise<void>;
}

export function createParserPool({
  threads,
  quickMs = 100,
  deadlineMs = 2_000,
  heapMb = 256,
}: ParserPoolOptions): ParserPool {
  const started = new Set<ParseWorker>();
  const slow = new Set<string>();
  const quick = new Lane({ places: threads, start: () => start(false) });
  const patient = new Lane({ places: 1, start: () => start(true) });

  async function ask(
    request: Omit<ThreadRequest, 'expand'>,
    feed: string | undefined,
  ): Promise<ThreadAnswer> {
    const first = await attempt({ ...request, expand: true }, feed);
    // An endless repetition is the usual reason: one such event must not cost the whole feed.
    return first === tooSlow ? attempt({ ...request, expand: false }, feed) : first;
  }

  async function attempt(request: ThreadRequest, feed: string | undefined): Promise<ThreadAnswer> {
    if (request.calendar.length > largestQuick || (feed !== undefined && slow.has(feed))) {
      return readPatiently(request, feed);
    }
    const worker = await quick.take();
    const reading = worker.ask(request);
    const early = await withinCpu(quickMs, worker, reading);
    if (!worker.alive) remember(feed);
    if (early) {
      quick.leave(worker);
      return early;
    }
    remember(feed);
    // The thread goes on apart from the quick ones, if nobody else does so just now.
    if (patient.tryPlace()) {
      worker.yieldToOthers();
      quick.leave();
      return untilDeadline(worker, reading);
    }
    quick.leave();
    await end(worker);
    return readPatiently(request, feed);
  }

  async function readPatiently(request: ThreadRequest, feed: string | undefined): Promise<ThreadAnswer> {
    const worker = await patient.take();
    const reading = worker.ask(request);
    const early = await withinCpu(quickMs, worker, reading);
    // Quick because nothing was expanded says nothing of the next time.
    if (early?.ok && request.expand && feed !== undefined) slow.delete(feed);
    return untilDeadline(worker, reading);
  }

  /** Waits for a thread that has a place among the patient ones, and leaves it. */
  async function untilDeadline(worker: ParseWorker, reading: Promise<ThreadAnswer>): Promise<ThreadAnswer> {
    const answer = await withinCpu(deadlineMs, worker, reading);
    if (!answer) await end(worker);
    patient.leave(worker);
    return answer ?? tooSlow;
  }

  function remember(feed: string | undefined): void {
    if (feed === undefined) return;
    if (slow.size >= mostRemembered) slow.clear();
    slow.add(feed);
  }

  async function start(isPatient: boolean): Promise<ParseWorker> {
    const worker = await startParseWorker({ heapMb, patient: isPatient });
    started.add(worker);
    return worker;
  }

  async function end(worker: ParseWorker): Promise<void> {
    started.delete(worker);
    await worker.end();
  }

  return {
    async read({ feed, ...request }) {
      const answer = await ask(request, feed);
      return 'parts' in answer ? fromColumns(answer) : refused(answer);
    },
    async parse(request) {
      const answer = await ask(request, undefined);
      return 'prodId' in answer ? answer : refused(answer);
    },
    async close() {
      await Promise.all([...started].map((worker) => worker.end()));
    },
  };
}

function refused(answer: ThreadAnswer): ReadFailure {
  if (answer.ok) throw new Error('A thread answered what it was not asked.');
  return answer;
}

/** What is awaited of a thread, or undefined when that takes more CPU time, or several times as long. */
async function withinCpu(
  ms: number,
  worker: ParseWorker,
  reading: Promise<ThreadAnswer>,
): Promise<ThreadAnswer | undefined> {
  for (let waits = 0; waits < mostWaits; waits++) {
    const answer = await within(ms, reading);
    if (answer) return answer;
    const used = await worker.cpuMs();
    // It may have ended, or died, meanwhile.
    if (used === undefined || used >= ms) return within(0, reading);
  }
  return undefined;
}
