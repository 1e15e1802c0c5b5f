import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import type { Platform } from '@roomnight/platforms/platform';
import { platformOf, UnknownPlatformError } from '@roomnight/platforms/registry';

/** What is known of an organization's platform; undefined for one that a newer release brought. */
export function pluginOf(platform: OtaPlatform): Platform | undefined {
  try {
    return platformOf(platform);
  } catch (error) {
    if (error instanceof UnknownPlatformError) return undefined;
    throw error;
  }
}
