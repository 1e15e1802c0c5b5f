import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { checkSettings, type ResolvedSettings, resolveSettings } from '@roomnight/platforms/settings';
import { InvalidInput } from '../failures.ts';
import { pluginOf } from '../platforms/plugin-of.ts';

/** An organization's settings for all its listings on a platform, and where each comes from. */
export function settingsOfPlatform(platform: OtaPlatform): ResolvedSettings {
  return resolveSettings(pluginOf(platform)?.defaults ?? {}, platform.settings, {});
}

/** A listing's settings, and where each comes from. */
export function settingsOfListing({ settings }: Listing, platform: OtaPlatform): ResolvedSettings {
  return resolveSettings(pluginOf(platform)?.defaults ?? {}, platform.settings, settings);
}

/**
 * A listing's own settings with another interval; null takes it away.
 *
 * @throws {InvalidInput} when a feed cannot be polled at that interval
 */
export function withInterval(
  settings: Record<string, unknown>,
  minutes: number | null | undefined,
): Record<string, unknown> {
  if (minutes === undefined) return settings;
  const { intervalMinutes: _before, ...rest } = settings;
  if (minutes === null) return rest;
  const checked = checkSettings({ intervalMinutes: minutes });
  if (!checked.ok) throw new InvalidInput('syncIntervalMinutes', checked.faults[0]?.message ?? '');
  return { ...rest, ...checked.settings };
}
