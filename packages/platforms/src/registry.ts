import { airbnb } from './airbnb/platform.ts';
import { bookingCom } from './booking_com/platform.ts';
import { gommt } from './gommt/platform.ts';
import type { Platform } from './platform.ts';
import { vrbo } from './vrbo/platform.ts';

export const platforms: readonly Platform[] = [airbnb, vrbo, bookingCom, gommt];

/** The platform called `key`; throws {@link UnknownPlatformError} when there is none. */
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
