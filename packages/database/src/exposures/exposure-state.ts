import { expectedFetch } from '@roomnight/contracts/export-fetching';

/** Why nights can still be sold there, and what will end it. */
export type ExposureState = 'waiting' | 'overdue' | 'never_fetched' | 'no_address' | 'by_hand';

interface Known {
  readonly byHand: boolean;
  /** The address that the platform has is answered; any is, of a platform that never fetched. */
  readonly hasAddress: boolean;
  readonly fetchedAt: Date | null;
  readonly intervalMinutes: number | null;
}

/** What can be said of the end: it comes with the next fetch, so it is known as well as the platform's interval is. */
export function exposureState(
  { byHand, hasAddress, fetchedAt, intervalMinutes }: Known,
  now: Date,
): { state: ExposureState; lastFetchAt: Date | null; expectedEnd: Date | null } {
  if (byHand) return { state: 'by_hand', lastFetchAt: null, expectedEnd: null };
  if (!hasAddress) return { state: 'no_address', lastFetchAt: fetchedAt, expectedEnd: null };
  if (fetchedAt === null || intervalMinutes === null) {
    return { state: 'never_fetched', lastFetchAt: null, expectedEnd: null };
  }
  const expectedEnd = expectedFetch(fetchedAt, intervalMinutes);
  return { state: expectedEnd < now ? 'overdue' : 'waiting', lastFetchAt: fetchedAt, expectedEnd };
}
