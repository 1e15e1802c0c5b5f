import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { lockPlatform } from './find-platform.ts';

/**
 * Says whether new listings can be made on a platform. Those there are go on.
 *
 * @throws {NotFound}
 */
export function setPlatformActive(
  app: App,
  session: Session,
  platformId: string,
  isActive: boolean,
): Promise<OtaPlatform> {
  return configure(app, session, async ({ em, record, announce }) => {
    const changing = await lockPlatform(em, platformId);
    if (changing.isActive === isActive) return changing;
    changing.isActive = isActive;
    record({
      action: isActive ? 'platform.activated' : 'platform.deactivated',
      subjectKind: 'platform',
      subjectId: changing.id,
      reason: 'asked for by a member',
      before: { isActive: !isActive },
      after: { isActive },
    });
    announce({ type: 'PlatformChanged' });
    return changing;
  });
}
