import { setTimeout as delay } from 'node:timers/promises';

/** CPU milliseconds this process, with all its threads, spends on some work. */
export async function cpuMs(work: () => unknown): Promise<number> {
  // Garbage of what ran before is not this work's doing.
  globalThis.gc?.();
  await delay(20);
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
