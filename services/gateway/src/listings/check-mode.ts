import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { InvalidInput } from '../failures.ts';
import { pluginOf } from '@roomnight/platforms/plugin-of';

/**
 * Whether a listing on that platform can be kept right that way.
 *
 * @throws {InvalidInput}
 */
export function checkMode(
  platform: OtaPlatform,
  mode: Listing['mode'],
  importUrl: string | null | undefined,
): void {
  if (!pluginOf(platform)?.modes.includes(mode)) {
    throw new InvalidInput('mode', `${platform.name} cannot be kept right that way.`);
  }
  if (mode === 'manual' && importUrl) {
    throw new InvalidInput('importUrl', 'A listing kept by hand has no feed: choose another mode.');
  }
}
