import { performance } from 'node:perf_hooks';

const heartbeat = 15_000;

/** A time span in words: "0.4 s", "12 s", "3 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Does one piece of work while telling what it is, that it still goes on, and how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const elapsed = () => duration(performance.now() - began);
  console.log(`  ${what} …`);
  const beat = setInterval(() => console.log(`  ${what} … ${elapsed()}`), heartbeat);
  try {
    const result = await work();
    console.log(`✓ ${what} (${elapsed()})`);
    return result;
  } catch (error) {
    console.log(`✗ ${what} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(beat);
  }
}
