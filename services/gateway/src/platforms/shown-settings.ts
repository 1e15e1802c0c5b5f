import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import {
  kindOf,
  type SettingField,
  settingFields,
  type SettingKind,
} from '@roomnight/platforms/setting-fields';
import { type ResolvedSettings, resolveSettings, type SettingSource } from '@roomnight/platforms/settings';
import { pluginOf } from '@roomnight/platforms/plugin-of';

/** An organization's settings for all its listings on a platform, and where each comes from. */
export function settingsOfPlatform(platform: OtaPlatform): ResolvedSettings {
  return resolveSettings(defaultsOf(platform), platform.settings, {});
}

/** A listing's settings, and where each comes from. */
export function settingsOfListing({ settings }: Listing, platform: OtaPlatform): ResolvedSettings {
  return resolveSettings(defaultsOf(platform), platform.settings, settings);
}

/** One setting as people see it. */
export interface ShownSetting {
  readonly field: SettingField;
  readonly kind: SettingKind;
  readonly value: unknown;
  readonly source: SettingSource;
  /** What holds if it is not said here. */
  readonly inherited: unknown;
}

export function shownOfPlatform(platform: OtaPlatform): ShownSetting[] {
  return shown(settingsOfPlatform(platform), resolveSettings(defaultsOf(platform), {}, {}));
}

export function shownOfListing(listing: Listing, platform: OtaPlatform): ShownSetting[] {
  return shown(settingsOfListing(listing, platform), settingsOfPlatform(platform));
}

function shown(resolved: ResolvedSettings, inherited: ResolvedSettings): ShownSetting[] {
  return settingFields.map((field) => ({
    field,
    kind: kindOf(field.key),
    ...resolved[field.key],
    inherited: inherited[field.key].value,
  }));
}

function defaultsOf(platform: OtaPlatform) {
  return pluginOf(platform)?.defaults ?? {};
}
