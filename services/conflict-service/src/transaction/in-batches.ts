import { setImmediate as soon } from 'node:timers/promises';
import DataLoader from 'dataloader';
import pLimit from 'p-limit';

interface Batches<Task, Result> {
  /** Runs that may be under way at once. */
  atOnce: number;
  /** Tasks in one run, at most. */
  most: number;
  /** Does some tasks; what became of each, in their order. What it throws is thrown to all of them. */
  run(tasks: readonly Task[]): Promise<Result[]>;
}

/**
 * Lets tasks share what a run costs. Who comes alone is done at once; who comes while as many runs are under way as may be
 * waits for the end of one, and goes with all others that wait.
 */
export function inBatches<Task, Result>({ atOnce, most, run }: Batches<Task, Result>) {
  const limit = pLimit(atOnce);
  let ended: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Task, Result>(
    (tasks) => {
      const running = run(tasks);
      // Of what fails, who waits for its tasks is told.
      ended = Promise.allSettled([running]);
      return running;
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (dispatch) =>
        void limit(async () => {
          // Whoever had to wait for the run that has just ended may come once more.
          await soon();
          dispatch();
          await ended;
        }),
    },
  );
  return (task: Task): Promise<Result> => loader.load(task);
}
