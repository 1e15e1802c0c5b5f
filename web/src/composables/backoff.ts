const longestMs = 15_000;

/** Waits longer with each attempt, with jitter; ends early when the network is back or `ended` says so. */
export function backoff(attempt: number, ended: AbortSignal): Promise<void> {
  const ms = Math.min(longestMs, 500 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    ended.addEventListener('abort', done);
  });
}
