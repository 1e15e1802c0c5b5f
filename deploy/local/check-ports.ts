import { setTimeout as delay } from 'node:timers/promises';
import { SetupFailure } from './failure.ts';
import { isFree } from './ports.ts';

export interface Listener {
  what: string;
  port: number;
  /** The environment variable that moves it. */
  variable: string;
}

/** What a run killed a moment ago may still take to let go of its ports, in milliseconds. */
const patience = 3_000;

/** Fails with one message that names every port in use and how to choose another. */
export async function checkPorts(listeners: readonly Listener[]): Promise<void> {
  let taken = await takenOf(listeners);
  for (let waited = 0; taken.length > 0 && waited < patience; waited += 300) {
    await delay(300);
    taken = await takenOf(taken);
  }
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ what, port, variable }) =>
      `Port ${port}, for ${what}, is in use. End what uses it, or choose another: ${variable}=${port + 1} npm start`,
  );
  throw new SetupFailure(lines.join('\n'));
}

async function takenOf(listeners: readonly Listener[]): Promise<Listener[]> {
  const free = await Promise.all(listeners.map(({ port }) => isFree(port)));
  return listeners.filter((_, index) => !free[index]);
}
