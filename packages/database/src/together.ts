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
