import { describe, expect, test } from 'vitest';
import { retryLostRaces } from './retry.ts';

function failure(fields: object): Error {
  return Object.assign(new Error('from the database'), fields);
}

/** Fails as often as told, then succeeds; counts attempts and pauses. */
async function run(error: Error, failures: number) {
  const pauses: number[] = [];
  let attempts = 0;
  const transaction = async (): Promise<string> => {
    attempts++;
    if (attempts <= failures) throw error;
    return 'done';
  };
  try {
    const outcome = await retryLostRaces(transaction, async (ms) => pauses.push(ms));
    return { outcome, attempts, pauses };
  } catch (outcome) {
    return { outcome, attempts, pauses };
  }
}

describe('retryLostRaces', () => {
  test.each([
    ['a deadlock', failure({ code: '40P01' })],
    ['a serialization failure', failure({ code: '40001' })],
    ['a lock time-out', failure({ code: '55P03' })],
    ['an idempotency key taken meanwhile', failure({ code: '23505', constraint: 'idempotency_keys_pkey' })],
    ['nights taken behind our back', failure({ code: '23P01', constraint: 'one_owner_a_night' })],
  ])('tries again after %s, three times at most', async (_, error) => {
    expect(await run(error, 3)).toMatchObject({ outcome: 'done', attempts: 4 });
    expect(await run(error, 4)).toMatchObject({ outcome: error, attempts: 4 });
  });

  test.each([
    ['another broken constraint', failure({ code: '23505', constraint: 'bookings_pkey' })],
    ['a lost connection', failure({ code: 'ECONNRESET' })],
  ])('leaves %s to the caller', async (_, error) => {
    expect(await run(error, 1)).toEqual({ outcome: error, attempts: 1, pauses: [] });
  });

  test('waits longer each time', async () => {
    const { pauses } = await run(failure({ code: '40P01' }), 3);
    expect(pauses).toHaveLength(3);
    expect(pauses[2]).toBeGreaterThan(pauses[0] ?? Infinity);
  });
});
