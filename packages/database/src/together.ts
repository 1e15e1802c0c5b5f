import type { Client } from 'pg';

/**
 * Waits for writes of one transaction that were sent without waiting for one another, so that they share a journey.
 * All must have been sent already, in this order, and none may need the answer of another. All are waited for, also
 * when one fails: nothing may be sent in this transaction's name after it was rolled back.
 *
 * @throws what the first that failed throws: those after it only failed because of it
 */
export async function together(writes: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(writes);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/**
 * Sends small statements as one packet: each by itself costs a call of the kernel, and wakes the server. Not for large ones,
 * which the server can begin with while the next ones are written.
 *
 * @param send sends them all before it returns
 */
export function inOnePacket<T>({ connection: { stream } }: Client, send: () => T): T {
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
