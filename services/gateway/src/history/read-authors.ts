import type { EntityManager } from '@mikro-orm/postgresql';
import { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { User } from '@roomnight/database/entities/user';
import { isId } from '../input.ts';
import type { PlatformName } from './booking-words.ts';
import type { Subject } from './link-sentence.ts';
import type { HistoryRow } from './read-rows.ts';

const FEED = 'feed:';

/** Who changed something. */
export interface Author extends Subject {
  /** Of a feed: the listing it is of, deleted ones too. */
  readonly listingId: string | null;
}

export interface Authors {
  of(row: Pick<HistoryRow, 'actorKind' | 'actorId'>): Author;
  platformName: PlatformName;
}

/** The people and the feeds that wrote some rows, and the platforms of the bookings they name, in three statements. */
export async function readAuthors(em: EntityManager, rows: readonly HistoryRow[]): Promise<Authors> {
  const userIds = rows.flatMap((row) => (row.actorKind === 'user' && isId(row.actorId) ? [row.actorId] : []));
  const listingIds = rows.flatMap((row) => [
    ...feedOf(row.actorId),
    ...[row.before?.listingId, row.after?.listingId].flatMap((id) => id ?? []),
  ]);
  const users = await em.find(User, { id: [...new Set(userIds)] });
  const listings = await em.find(Listing, { id: [...new Set(listingIds)] });
  const platforms = await em.find(OtaPlatform, {
    id: [...new Set(listings.map(({ platformId }) => platformId))],
  });
  const nameOfUser = new Map(users.map(({ id, name }) => [id, name]));
  const nameOfPlatform = new Map(platforms.map(({ id, name }) => [id, name]));
  const platformOf = new Map(listings.map(({ id, platformId }) => [id, nameOfPlatform.get(platformId)]));
  const platformName: PlatformName = (listingId) => platformOf.get(listingId ?? '');
  return {
    platformName,
    of({ actorKind, actorId }) {
      const [listingId = null] = feedOf(actorId);
      if (listingId !== null) {
        return { kind: 'feed', name: `${platformName(listingId) ?? 'A platform'}’s feed`, listingId };
      }
      if (actorKind === 'user') {
        return { kind: 'person', name: nameOfUser.get(actorId) ?? 'Somebody who left', listingId };
      }
      if (actorKind === 'api_key') return { kind: 'api_key', name: 'An API key', listingId };
      return { kind: 'service', name: 'Roomnight', listingId };
    },
  };
}

function feedOf(actorId: string): string[] {
  const id = actorId.startsWith(FEED) ? actorId.slice(FEED.length) : '';
  return isId(id) ? [id] : [];
}
