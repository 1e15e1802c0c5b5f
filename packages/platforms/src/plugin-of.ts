import type { Platform } from './platform.ts';
import { platformOf, type PlatformRow, UnknownPlatformError } from './registry.ts';

/** What is known of an organization's platform; undefined for one that a newer release brought. */
export function pluginOf(platform: PlatformRow): Platform | undefined {
  try {
    return platformOf(platform);
  } catch (error) {
    if (error instanceof UnknownPlatformError) return undefined;
    throw error;
  }
}
