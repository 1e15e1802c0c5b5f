import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

function controlled() {
  const runs: PromiseWithResolvers<void>[] = [];
  const ask = coalesce(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { ask, runs };
}

it('runs once more after many requests during a run', async () => {
  const { ask, runs } = controlled();
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await first;
  await Promise.resolve();
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await Promise.all(later);
  expect(runs).toHaveLength(2);
});

it('goes on after a failure, which only its own caller sees', async () => {
  const { ask, runs } = controlled();
  const first = ask();
  const second = ask();
  runs[0]?.reject(new Error('no network'));
  await expect(first).rejects.toThrow('no network');
  await Promise.resolve();
  runs[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
