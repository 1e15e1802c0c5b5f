import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';

test('compares run by run, after one run of each that does not count', async () => {
  const order: string[] = [];
  const measured = await interleave({
    unit: 'ms',
    runs: 5,
    product: async (run) => {
      order.push(`product ${run}`);
      return run < 0 ? 1_000 : 2 * (run + 1);
    },
    baseline: async (run) => {
      order.push(`baseline ${run}`);
      return run < 0 ? 1 : run + 1;
    },
  });
  expect(measured).toEqual({ runs: [2, 2, 2, 2, 2], product: 6, baseline: 3, unit: 'ms' });
  expect(order.slice(0, 6)).toEqual([
    'baseline -1',
    'product -1',
    'baseline 0',
    'product 0',
    'product 1',
    'baseline 1',
  ]);
});
