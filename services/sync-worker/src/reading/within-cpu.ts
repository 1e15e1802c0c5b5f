import type { ParseWorker } from './parse-worker.ts';
import type { ThreadAnswer } from './read-in-thread.ts';
import { within } from './within.ts';

const mostWaits = 5;

/** What is awaited of a thread, or undefined when that takes more CPU time, or several times as long. */
export async function withinCpu(
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
