import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { requiredText } from '../input.ts';
import { tellFeeds } from '../listings/tell-feed.ts';
import { refuseName } from './create-platform.ts';
import { type DefinitionInput, definedBy } from './defined.ts';
import { lockPlatform } from './find-platform.ts';
import { touchListings } from './touch-listings.ts';

type Input = DefinitionInput & { platformId: string; name?: string | null | undefined };

/**
 * Changes a platform that the organization made itself: only what is given changes.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function updatePlatform(app: App, session: Session, input: Input): Promise<OtaPlatform> {
  const { platform, polled } = await configure(app, session, async ({ em, now, record, announce }) => {
    const changing = await lockPlatform(em, input.platformId);
    if (!changing.base) {
      throw new InvalidInput(
        'platformId',
        `${changing.name} is not a platform of your own: change its settings.`,
      );
    }
    const before = { name: changing.name, definition: changing.definition };
    if (input.name) {
      const name = requiredText('name', input.name, 100);
      refuseName(name, await em.find(OtaPlatform, { id: { $ne: changing.id } }));
      changing.name = name;
    }
    if (input.ical ?? input.manual) {
      refuseOtherBase(changing, input);
      changing.definition = definedBy(input, changing.definition ?? {}).definition;
    }
    record({
      action: 'platform.updated',
      subjectKind: 'platform',
      subjectId: changing.id,
      reason: 'changed by a member',
      before,
      after: { name: changing.name, definition: changing.definition },
    });
    announce({ type: 'PlatformChanged' });
    return { platform: changing, polled: await touchListings(em, changing.id, now) };
  });
  await tellFeeds(app, polled);
  return platform;
}

function refuseOtherBase({ base, name }: OtaPlatform, { ical }: DefinitionInput): void {
  if (ical && base !== 'generic_ical')
    throw new InvalidInput('ical', `${name} is done by hand: make another platform for its feeds.`);
  if (!ical && base !== 'generic_manual')
    throw new InvalidInput(
      'manual',
      `${name} works by feed: make another platform for what is done by hand.`,
    );
}
