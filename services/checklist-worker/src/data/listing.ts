import type { ManualRoom, Platform } from '@roomnight/platforms/platform';
import { platformOf, type PlatformRow } from '@roomnight/platforms/registry';
import { roomOf } from '@roomnight/platforms/room';
import type { ClientBase } from 'pg';

export interface ManualListing {
  id: string;
  unitId: string;
  unitName: string;
  propertyId: string;
  propertyName: string;
  platform: Platform;
  /** False when it is paused, deleted, or has a feed: then there is no work for hands. */
  active: boolean;
  /** The room as the platform's own pages call it. */
  room: ManualRoom;
}

interface Row extends PlatformRow {
  id: string;
  unit_id: string;
  unit_name: string;
  property_id: string;
  property_name: string;
  active: boolean;
  settings: unknown;
}

/** A listing of the transaction's organization, with the names people know it by. */
export async function readListing(tx: ClientBase, listingId: string): Promise<ManualListing | undefined> {
  const { rows } = await tx.query<Row>({
    name: 'read-listing',
    text: `SELECT l.id, l.unit_id, u.name AS unit_name, u.property_id, p.name AS property_name, o.key, o.name, o.base, o.definition,
             l.mode <> 'ical' AND l.status = 'active' AS active, l.settings
           FROM gateway.listings l
           JOIN gateway.units u ON u.id = l.unit_id
           JOIN gateway.properties p ON p.id = u.property_id
           JOIN gateway.ota_platforms o ON o.id = l.platform_id
           WHERE l.id = $1`,
    values: [listingId],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    propertyId: row.property_id,
    propertyName: row.property_name,
    platform: platformOf(row),
    active: row.active,
    room: roomOf(row.settings, row.unit_name),
  };
}

/**
 * The listings whose work may change when these units' calendars, or these listings, changed: manual ones, and
 * ones that still have a checklist though they are manual no more. A villa's listing depends on its rooms, and
 * a room's on its villa, because taking the villa takes the room.
 */
export async function listingsConcerned(
  tx: ClientBase,
  { unitIds, listingIds }: { unitIds: readonly string[]; listingIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'listings-concerned',
    text: `WITH RECURSIVE
             above AS (
               SELECT id, parent_unit_id FROM gateway.units WHERE id = ANY ($1::uuid[])
               UNION SELECT u.id, u.parent_unit_id FROM gateway.units u JOIN above ON u.id = above.parent_unit_id),
             below AS (
               SELECT id FROM gateway.units WHERE id = ANY ($1::uuid[])
               UNION SELECT u.id FROM gateway.units u JOIN below ON u.parent_unit_id = below.id)
           SELECT l.id FROM gateway.listings l
           WHERE (l.id = ANY ($2::uuid[])
               OR l.unit_id IN (SELECT id FROM above UNION SELECT id FROM below))
             AND (l.mode <> 'ical' AND l.status = 'active' OR EXISTS (
               SELECT FROM checklists.manual_update_checklists c WHERE c.listing_id = l.id AND c.status = 'open'))
           ORDER BY l.id`,
    values: [unitIds, listingIds],
  });
  return rows.map((row) => row.id);
}
