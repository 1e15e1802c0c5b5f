import { setTimeout as sleep } from 'node:timers/promises';
import { ONE_OWNER } from './write-locks.ts';

const ATTEMPTS = 4;
const PAUSE_MS = 20;

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const LOCK_TIMEOUT = '55P03';

/**
 * Two requests with one key at once: the later one finds the answer of the other when it tries again. Nights taken behind
 * our back: the next attempt sees the holder.
 */
const TAKEN_MEANWHILE = ['idempotency_keys_pkey', ONE_OWNER];

/** Runs a whole transaction again, three times at most, if it lost a race that it would not lose twice. */
export async function retryLostRaces<T>(
  transaction: () => Promise<T>,
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !isLostRace(error)) throw error;
      await pause(PAUSE_MS * attempt * (0.5 + Math.random()));
    }
  }
}

function isLostRace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('constraint' in error && TAKEN_MEANWHILE.some((name) => name === error.constraint)) return true;
  return 'code' in error && [DEADLOCK, SERIALIZATION, LOCK_TIMEOUT].some((code) => code === error.code);
}
