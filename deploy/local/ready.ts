import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';
import { messageOf, SetupFailure } from './failure.ts';

const pause = 200;

/** Resolves when `url` answers 200; fails when the child ends before, or after `within` milliseconds. */
export async function untilReady(child: Child, url: string, within = 90_000): Promise<void> {
  const deadline = Date.now() + within;
  for (let answer = ''; child.running; await delay(pause)) {
    answer = await ask(url);
    if (answer === 'ready') return;
    if (Date.now() > deadline) throw new SetupFailure(`${child.name} is not ready: ${url} says ${answer}`);
  }
  throw await child.failure();
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = await response.text();
    return response.status === 200 ? 'ready' : `${response.status} ${body.slice(0, 500)}`;
  } catch (error) {
    return messageOf(error);
  }
}
