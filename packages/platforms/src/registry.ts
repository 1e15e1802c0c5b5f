import { agoda } from './agoda/platform.ts';
import { airbnb } from './airbnb/platform.ts';
import { bookingCom } from './booking_com/platform.ts';
import { definePlatform } from './define-platform.ts';
import { genericIcal } from './generic_ical/platform.ts';
import { genericManual } from './generic_manual/platform.ts';
import { gommt } from './gommt/platform.ts';
import type { GenericBase, Platform } from './platform.ts';
import { vrbo } from './vrbo/platform.ts';

/** In the order in which people choose among them. */
export const platforms: readonly Platform[] = [
  airbnb,
  bookingCom,
  gommt,
  vrbo,
  agoda,
  genericIcal,
  genericManual,
];

/** A row of an organization's platforms: of the registry by its key, or one of its own by its definition. */
export interface PlatformRow {
  readonly key: string;
  readonly name: string;
  readonly base?: GenericBase | null | undefined;
  readonly definition?: unknown;
}

/** The platform of a row; throws {@link UnknownPlatformError} when this release has none of that key. */
export function platformOf({ key, name, base, definition }: PlatformRow): Platform {
  return base ? definePlatform(base, key, name, definition) : platformByKey(key);
}

/** The key of the plugin whose queue a platform's feeds are fetched on. */
export function pluginKeyOf({ key, base }: Pick<PlatformRow, 'key' | 'base'>): string {
  return base ?? platforms.find((platform) => platform.key === key)?.base ?? key;
}

/** The platform of the registry called `key`; throws {@link UnknownPlatformError} when there is none. */
export function platformByKey(key: string): Platform {
  const platform = platforms.find((candidate) => candidate.key === key);
  if (!platform) throw new UnknownPlatformError(key);
  return platform;
}

export class UnknownPlatformError extends Error {
  override readonly name = 'UnknownPlatformError';

  constructor(key: string) {
    super(`No platform is called ${JSON.stringify(key.slice(0, 40))}`);
  }
}
