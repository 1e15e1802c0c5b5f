import { beforeEach, expect, it } from 'vitest';
import { createHostSlots, type HostSlots } from './host-slots.ts';

const slow = 'https://slow.example/a.ics';
const answer = { kind: 'body' };
let hosts: HostSlots;

beforeEach(() => {
  hosts = createHostSlots({ atOnce: 2 });
});

/** A host that answers when the test says so. */
function hanging(address = slow) {
  const { promise, resolve } = Promise.withResolvers<object>();
  let asked = 0;
  const ask = () => {
    asked++;
    return promise;
  };
  return {
    ask: () => hosts.inTurn(address, ask),
    answerAll: () => resolve(answer),
    asked: () => asked,
  };
}

it('asks a host no more often at once than it may, and the next one when an answer came', async () => {
  const host = hanging();
  const feeds = [host.ask(), host.ask(), host.ask()];
  await expect.poll(() => host.asked()).toBe(2);
  host.answerAll();
  expect(await Promise.all(feeds)).toEqual([answer, answer, answer]);
  expect(host.asked()).toBe(3);
});

it('turns away who waited long enough, and never asks for it afterwards', async () => {
  hosts = createHostSlots({ atOnce: 2, waitMs: 10 });
  const host = hanging();
  const feeds = [host.ask(), host.ask()];
  const late = host.ask();
  expect(await late).toBeUndefined();
  host.answerAll();
  await Promise.all(feeds);
  expect(await host.ask()).toEqual(answer);
  expect(host.asked()).toBe(3);
});

it('lets only as many wait as are asked, so that a host that hangs fills no queue', async () => {
  const host = hanging();
  const feeds = [1, 2, 3, 4].map(() => host.ask());
  expect(await host.ask()).toBeUndefined();
  host.answerAll();
  expect(await Promise.all(feeds)).toEqual([answer, answer, answer, answer]);
});

it('holds up no other host, and counts one host as one however it is spelled', async () => {
  const host = hanging();
  const feeds = [1, 2, 3, 4].map(() => host.ask());
  for (const same of [
    'webcal://SLOW.example/b',
    'http://slow.example.:80/c',
    ' https://ｓｌｏｗ.example/d',
  ]) {
    expect(await hanging(same).ask(), same).toBeUndefined();
  }
  expect(await hosts.inTurn('https://fast.example/a.ics', async () => answer)).toEqual(answer);
  host.answerAll();
  await Promise.all(feeds);
});

it('gives a turn back when a fetch fails', async () => {
  const failing = () => hosts.inTurn(slow, () => Promise.reject(new Error('no database')));
  for (let times = 0; times < 10; times++) await expect(failing()).rejects.toThrow('no database');
  expect(await hosts.inTurn(slow, async () => answer)).toEqual(answer);
});
