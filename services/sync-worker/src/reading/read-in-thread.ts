import { parentPort } from 'node:worker_threads';
import { dialectByName } from '@roomnight/platforms/dialects';
import { toColumns, type Columns } from './columns.ts';
import { judgeFeed } from './judge-feed.ts';
import { parseCalendar, type ParseCalendar } from './parse-calendar.ts';
import type { ParsedCalendar, ReadFailure } from './reading.ts';

/** What a thread is asked. */
export interface ThreadRequest extends ParseCalendar {
  /** Name of the dialect to judge the events in; without it they are told as they stand. */
  readonly dialect?: string | undefined;
  readonly bookingWindowDays?: number | undefined;
}

export type ThreadAnswer = Columns | ParsedCalendar | ReadFailure;

export interface ThreadMessage {
  /** Absent when it says that it is ready: loading took a moment that no feed should have to answer for. */
  readonly answer?: ThreadAnswer;
  /** CPU milliseconds the thread has used so far. */
  readonly cpuMs: number;
}

// A thread of its own, because some inputs make a parser run for ever: whoever waits can kill it.
parentPort?.on('message', (request: ThreadRequest) => tell({ answer: read(request) }));
tell({});

function tell(message: Pick<ThreadMessage, 'answer'>): void {
  const { user, system } = process.threadCpuUsage();
  const whole: ThreadMessage = { ...message, cpuMs: (user + system) / 1000 };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(whole);
}

function read({ dialect, bookingWindowDays, ...request }: ThreadRequest): ThreadAnswer {
  const parsed = parseCalendar(request);
  if (!parsed.ok || dialect === undefined) return parsed;
  const { today } = request;
  return toColumns(judgeFeed({ parsed, dialect: dialectByName(dialect), today, bookingWindowDays }));
}
