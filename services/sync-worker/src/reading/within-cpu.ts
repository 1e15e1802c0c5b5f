import type { ParseWorker } from './parse-worker.ts';
import type { ThreadAnswer } from './read-in-thread.ts';
import { within } from './within.ts';

/** However little of the processor a thread gets, which is not its feed's fault: the feed is polled again anyway. */
const mostMs = 5_000;

/** What is awaited of a thread, or undefined when that takes more CPU time, or far longer. */
export async function withinCpu(
  ms: number,
  worker: ParseWorker,
  reading: Promise<ThreadAnswer>,
): Promise<ThreadAnswer | undefined> {
  for (let waited = 0; waited < mostMs; waited += ms) {
    const answer = await within(ms, reading);
    if (answer) return answer;
    const used = await worker.cpuMs();
    // It may have ended, or died, meanwhile.
    if (used === undefined || used >= ms) return within(0, reading);
  }
  return undefined;
}
