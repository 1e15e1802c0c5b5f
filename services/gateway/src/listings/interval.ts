import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { platforms } from '@roomnight/platforms/registry';
import { InvalidInput } from '../failures.ts';

/** For a platform whose plugin polls nothing. */
const USUAL_MINUTES = 45;

/** Minutes between two polls of a platform's feeds, in this organization. */
export function intervalOfPlatform({ key, syncIntervalMinutes }: OtaPlatform): number {
  const plugin = platforms.find((candidate) => candidate.key === key);
  return syncIntervalMinutes ?? plugin?.ical?.syncInterval.usual ?? USUAL_MINUTES;
}

/** Minutes between two polls of one listing's feed. */
export function intervalOfListing({ syncIntervalMinutes }: Listing, platform: OtaPlatform): number {
  return syncIntervalMinutes ?? intervalOfPlatform(platform);
}

/** @throws {InvalidInput} when a feed cannot be polled at that interval */
export function checkInterval(minutes: number | null | undefined): number | null {
  if (minutes === null || minutes === undefined) return null;
  if (minutes < 5 || minutes > 1440) {
    throw new InvalidInput('syncIntervalMinutes', 'Between 5 and 1440 minutes.');
  }
  return minutes;
}
