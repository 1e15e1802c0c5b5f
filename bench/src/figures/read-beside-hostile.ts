import { setTimeout as delay } from 'node:timers/promises';
import { createParserPool, type ParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { airbnbBody } from '../stage/airbnb-body.ts';
import { hostileBodies } from '../stage/hostile-bodies.ts';
import { neverRead, pollBody } from '../stage/poll-body.ts';

const events = 60;
const everyMs = 10;
const polls = 600;
/** Between two hostile polls: ten a second at most, of those that are refused at once. */
const pauseMs = 100;

/**
 * How long polls of usual feeds take, all but fetching and writing down, while somebody else's hostile calendars are
 * read one after another, against the same polls by themselves. The 99th percentile. The pool is the
 * product's own; its threads, the polls and what holds them up share this process.
 */
export async function measureBesideHostile(): Promise<Measurement> {
  const body = airbnbBody({ events, first: '2026-12-01' });
  const parsers = createParserPool({ threads: 2 });
  try {
    await slowest(parsers, body);
    return await interleave({
      unit: 'ms',
      runs: 9,
      product: () => beside(parsers, () => slowest(parsers, body)),
      baseline: () => slowest(parsers, body),
    });
  } finally {
    await parsers.close();
  }
}

/** Milliseconds that 99 of 100 polls do not exceed. A poll begins every so often, whatever became of the one before. */
async function slowest(parsers: ParserPool, body: Buffer): Promise<number> {
  const began = performance.now();
  const took = await Promise.all(
    Array.from({ length: polls }, async (_, at) => {
      const due = began + at * everyMs;
      await delay(due - performance.now());
      // From when it was due: what delays its beginning delays it too.
      await pollBody({ parsers, body, state: neverRead, feed: `feed ${at % 100}` });
      return performance.now() - due;
    }),
  );
  const sorted = took.toSorted((a, b) => a - b);
  return sorted[Math.floor(polls * 0.99)] ?? Number.NaN;
}

/** Does some work while hostile calendars are read, always one. */
async function beside<T>(parsers: ParserPool, work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const reading = (async () => {
    for (let at = 0; !over.signal.aborted; at++) {
      const { name, body } = hostileBodies[at % hostileBodies.length] ?? { name: '', body: Buffer.alloc(0) };
      // What came of it is the tests' concern.
      await pollBody({ parsers, body, state: neverRead, feed: name }).catch(() => undefined);
      await delay(pauseMs);
    }
  })();
  const result = await work();
  over.abort();
  await reading;
  return result;
}
