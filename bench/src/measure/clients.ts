import { performance } from 'node:perf_hooks';

/**
 * Does every task with so many clients at once, each taking the next one when it is free.
 *
 * @returns tasks a second
 */
export async function rateOf<T>(
  tasks: readonly T[],
  clients: number,
  work: (task: T) => Promise<unknown>,
): Promise<number> {
  const queue = tasks.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const task of queue) await work(task);
    }),
  );
  return (tasks.length * 1000) / (performance.now() - began);
}
