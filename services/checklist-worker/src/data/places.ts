import { placeName } from '@roomnight/contracts/place-name';
import type { ClientBase } from 'pg';

/** A listing as people know it, and whether it has a feed to be polled. */
export interface Place {
  listingId: string;
  platform: string;
  place: string;
  status: 'active' | 'paused' | 'deleted';
  hasFeed: boolean;
}

/** The listings of these ids, by place. */
export async function readPlaces(tx: ClientBase, listingIds: readonly string[]): Promise<Place[]> {
  const { rows } = await tx.query<Omit<Place, 'place'> & { property: string; unit: string }>({
    name: 'read-places',
    text: `SELECT l.id AS "listingId", o.name AS platform, p.name AS property, u.name AS unit, l.status,
             l.mode <> 'manual' AND l.import_url_hint IS NOT NULL AS "hasFeed"
           FROM gateway.listings l
           JOIN gateway.units u ON u.id = l.unit_id
           JOIN gateway.properties p ON p.id = u.property_id
           JOIN gateway.ota_platforms o ON o.id = l.platform_id
           WHERE l.id = ANY ($1::uuid[]) ORDER BY p.name, u.name, o.name, l.id`,
    values: [listingIds],
  });
  return rows.map(({ property, unit, ...place }) => ({ ...place, place: placeName(property, unit) }));
}
