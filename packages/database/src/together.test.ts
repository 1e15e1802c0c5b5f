import { setTimeout as later } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together.ts';

test('what fails first in the order sent is what is reported, whichever answer comes first', async () => {
  const first = later(1).then(() => Promise.reject(new Error('the cause')));
  const second = Promise.reject(new Error('only because of it'));
  await expect(together([Promise.resolve(), first, second])).rejects.toThrow('the cause');
});

test('nothing is reported before all have an answer', async () => {
  const last = Promise.withResolvers<void>();
  let isOver = false;
  const waiting = together([Promise.reject(new Error('refused')), last.promise]).catch(() => (isOver = true));
  await later(1);
  expect(isOver).toBe(false);
  last.resolve();
  await waiting;
  expect(isOver).toBe(true);
});
