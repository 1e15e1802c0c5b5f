import { setTimeout as delay } from 'node:timers/promises';
import { treeCpuMs } from './process-tree.ts';

/**
 * CPU milliseconds this process, with all its threads, spends on some work.
 *
 * @param helpers processes that do a part of it
 */
export async function cpuMs(work: () => unknown, helpers: readonly number[] = []): Promise<number> {
  // Garbage of what ran before is not this work's doing.
  globalThis.gc?.();
  await delay(20);
  const ofHelpers = treeCpuMs(helpers);
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 + treeCpuMs(helpers) - ofHelpers;
}
