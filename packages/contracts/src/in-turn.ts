/**
 * Runs the local activities of a workflow one after the other. Two that end in one workflow task are handed back to a
 * replay together, and what follows each of them then happens in another order than the history says.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
