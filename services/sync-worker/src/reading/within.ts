import { setTimeout as delay } from 'node:timers/promises';

/** What is awaited, or undefined when it takes longer. */
export async function within<T>(ms: number, awaited: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const timeout = delay(ms, undefined, { signal: settled.signal }).catch(() => undefined);
  try {
    return await Promise.race([awaited, timeout]);
  } finally {
    settled.abort();
  }
}
