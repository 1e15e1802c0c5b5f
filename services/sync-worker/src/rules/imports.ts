import { addNights, type Night } from '@roomnight/calendar/night';
import type { FeedFact } from '@roomnight/platforms/feed';

/** What of a feed a listing's settings let in. */
export interface ImportSettings {
  /** Whether nights the host closed there close here too. */
  readonly importBlocks: boolean;
  /** What begins later than this many days from today is not imported yet. */
  readonly horizonDays: number;
}

/** Whether the listing's settings let in blocks, and what is no block for certain. */
export function letsIn(
  { importBlocks }: ImportSettings,
  { kind, cannotTell }: Pick<FeedFact, 'kind' | 'cannotTell'>,
): boolean {
  return importBlocks || kind === 'stay' || cannotTell === true;
}

/** Whether it begins within the listing's horizon. What is known already stays, wherever the horizon is moved to. */
export function isNear(
  { horizonDays }: ImportSettings,
  { checkIn }: { checkIn: Night },
  today: Night,
): boolean {
  return checkIn < addNights(today, horizonDays);
}
