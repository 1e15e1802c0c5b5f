import { fromColumns } from './columns.ts';
import type { ThreadAnswer, ThreadRequest } from './read-in-thread.ts';
import { startParseWorker, type ParseWorker } from './parse-worker.ts';
import { Lane } from './lane.ts';
import { startPatientReader, type PatientReader } from './patient-reader.ts';
import type { Judgement, ParsedCalendar, ReadFailure } from './reading.ts';
import { withinCpu } from './within-cpu.ts';

/** Hundreds of bookings are read in a few milliseconds; larger feeds have time. */
const largestQuick = 512 * 1024;
const mostRemembered = 10_000;

export interface ParserPoolOptions {
  /** Threads for feeds that are read quickly, as nearly all are. The others are read in a process of their own. */
  readonly threads: number;
  /** A feed that takes more CPU time begins again apart, and leaves the quick ones' threads to them. */
  readonly quickMs?: number;
  /**
   * A feed that takes more than this is given up, and its thread killed. Of CPU time: a busy machine is not the feed's
   * fault. Five seconds pass at most.
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

type Asked = Omit<ThreadRequest, 'expand'>;

/** Reads hostile bytes in threads that can be killed, one feed a thread at a time. */
export interface ParserPool {
  read(request: ReadRequest): Promise<Judgement | ReadFailure>;
  /** The events as they stand, for who does not know yet in which dialect to judge them. */
  parse(request: Pick<ReadRequest, 'calendar' | 'today'>): Promise<ParsedCalendar | ReadFailure>;
  close(): Promise<void>;
}

export function createParserPool({
  threads,
  quickMs = 50,
  deadlineMs = 2_000,
  heapMb = 256,
}: ParserPoolOptions): ParserPool {
  const started = new Set<ParseWorker | PatientReader>();
  const slow = new Set<string>();
  const quick = new Lane({ places: threads, start: () => counted(startParseWorker({ heapMb })) });
  const patient = new Lane({
    places: 1,
    start: () => counted(startPatientReader({ quickMs, deadlineMs, heapMb })),
  });

  async function ask(request: Asked, feed: string | undefined): Promise<ThreadAnswer> {
    if (request.calendar.length > largestQuick || (feed !== undefined && slow.has(feed))) {
      return readPatiently(request, feed);
    }
    const worker = await quick.take();
    const answer = await withinCpu(quickMs, worker, worker.ask({ ...request, expand: true }));
    if (!answer) await worker.end();
    if (!worker.alive) {
      started.delete(worker);
      remember(feed);
    }
    quick.leave(worker);
    return answer ?? readPatiently(request, feed);
  }

  async function readPatiently(request: Asked, feed: string | undefined): Promise<ThreadAnswer> {
    const reader = await patient.take();
    const { answer, quick: wasQuick } = await reader.ask(request);
    if (!reader.alive) started.delete(reader);
    patient.leave(reader);
    if (wasQuick && answer.ok && feed !== undefined) slow.delete(feed);
    return answer;
  }

  function remember(feed: string | undefined): void {
    if (feed === undefined) return;
    if (slow.size >= mostRemembered) slow.clear();
    slow.add(feed);
  }

  async function counted<Reader extends ParseWorker | PatientReader>(
    starting: Promise<Reader>,
  ): Promise<Reader> {
    const reader = await starting;
    started.add(reader);
    return reader;
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
      await Promise.all([...started].map((reader) => reader.end()));
    },
  };
}

function refused(answer: ThreadAnswer): ReadFailure {
  if (answer.ok) throw new Error('A thread answered what it was not asked.');
  return answer;
}
