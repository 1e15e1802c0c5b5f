import { describe, expect, test } from 'vitest';
import { inBatches } from './in-batches.ts';

/** A run that ends when the test says so. */
function runs() {
  const underWay: (PromiseWithResolvers<void> & { tasks: readonly string[] })[] = [];
  const begun: (readonly string[])[] = [];
  return {
    begun,
    async run(tasks: readonly string[]): Promise<string[]> {
      const ending = { ...Promise.withResolvers<void>(), tasks };
      begun.push(tasks);
      underWay.push(ending);
      await ending.promise;
      return tasks.map((task) => `${task} done`);
    },
    /** Ends the run that began first. */
    end: () => underWay.shift()?.resolve(),
    fail: (error: Error) => underWay.shift()?.reject(error),
  };
}

/** Until everything that can begin without an end of a run has begun. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0)).then(() => new Promise(setImmediate));

describe('inBatches', () => {
  test('who comes alone goes at once; who comes while all runs are under way goes with the others that wait', async () => {
    const { run, begun, end } = runs();
    const done = inBatches({ atOnce: 2, most: 3, run });
    const first = done('a');
    await settled();
    const second = done('b');
    await settled();
    expect(begun).toEqual([['a'], ['b']]);
    const waiting = ['c', 'd', 'e', 'f'].map(done);
    await settled();
    expect(begun).toHaveLength(2);

    end();
    await settled();
    expect(begun.slice(2)).toEqual([['c', 'd', 'e']]);
    end();
    await settled();
    expect(begun.slice(3)).toEqual([['f']]);
    end();
    end();
    expect(await Promise.all([first, second, ...waiting])).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((task) => `${task} done`),
    );
  });

  test('what a run throws is told to all of its tasks and to no others, and the next one goes', async () => {
    const { run, begun, end, fail } = runs();
    const done = inBatches({ atOnce: 1, most: 10, run });
    const first = Promise.allSettled(['a', 'b'].map(done));
    await settled();
    const second = Promise.allSettled(['x', 'y'].map(done));
    end();
    await settled();
    const last = done('z');
    fail(new Error('the run was lost'));
    await settled();
    end();
    expect(begun).toEqual([['a', 'b'], ['x', 'y'], ['z']]);
    expect(await first).toMatchObject([{ value: 'a done' }, { value: 'b done' }]);
    expect(await second).toMatchObject([
      { reason: { message: 'the run was lost' } },
      { reason: { message: 'the run was lost' } },
    ]);
    expect(await last).toBe('z done');
  });

  test('the same task twice is done for each who asked', async () => {
    const { run, end } = runs();
    const done = inBatches({ atOnce: 1, most: 10, run });
    const twice = [done('a'), done('a')];
    await settled();
    end();
    expect(await Promise.all(twice)).toEqual(['a done', 'a done']);
  });
});
