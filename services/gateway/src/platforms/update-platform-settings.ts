import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { tellFeeds } from '../listings/tell-feed.ts';
import { changedSettings, type SettingsChange } from './change-settings.ts';
import { lockPlatform } from './find-platform.ts';
import { touchListings } from './touch-listings.ts';

/**
 * Changes an organization's settings for all its listings on a platform, and lets their running imports notice.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function updatePlatformSettings(
  app: App,
  session: Session,
  { platformId, settings }: { platformId: string; settings: SettingsChange },
): Promise<OtaPlatform> {
  const { platform, polled } = await configure(app, session, async ({ em, now, record, announce }) => {
    const changing = await lockPlatform(em, platformId);
    const before = changing.settings;
    changing.settings = changedSettings(before, settings);
    record({
      action: 'platform.settings-changed',
      subjectKind: 'platform',
      subjectId: changing.id,
      reason: 'changed by a member',
      before: { settings: before },
      after: { settings: changing.settings },
    });
    announce({ type: 'PlatformChanged' });
    return { platform: changing, polled: await touchListings(em, changing.id, now) };
  });
  await tellFeeds(app, polled);
  return platform;
}
