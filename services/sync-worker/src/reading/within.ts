/** What is awaited, or undefined when it takes longer. */
export async function within<T>(ms: number, awaited: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  // Not a timer that is aborted: the error it would end with costs more than all of this.
  const timer = setTimeout(resolve, ms, undefined);
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}
