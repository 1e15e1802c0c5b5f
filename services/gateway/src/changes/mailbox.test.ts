import { expect, it, vi } from 'vitest';
import { Mailbox } from './mailbox.ts';

it('hands over in order what came before and after the reader asked', async () => {
  const mailbox = new Mailbox<number>(10, vi.fn());
  mailbox.put(1);
  expect((await mailbox.next()).value).toBe(1);
  const waiting = mailbox.next();
  mailbox.put(2);
  expect((await waiting).value).toBe(2);
  mailbox.close();
  expect((await mailbox.next()).done).toBe(true);
});

it('ends and tells once when its reader does not keep up', async () => {
  const onFull = vi.fn();
  const mailbox = new Mailbox<number>(2, onFull);
  for (const item of [1, 2, 3, 4]) mailbox.put(item);
  expect(onFull).toHaveBeenCalledTimes(1);
  expect((await mailbox.next()).done).toBe(true);
});
