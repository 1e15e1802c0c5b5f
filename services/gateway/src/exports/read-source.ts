import { addNights, istNight } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { type ExportWriter, exportWriter } from '@roomnight/platforms/export';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings, type Settings, settingValues } from '@roomnight/platforms/settings';
import type { PoolClient } from 'pg';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import type { HeldNights } from './entries.ts';
import { fullNights } from './full-nights.ts';
import type { FoundExport } from './look-up.ts';
import { SOLD_ITSELF } from '@roomnight/database/exposures/own-sales';

/** Preparation nights reach that far beyond a stay that is over. */
const OVER_FOR_DAYS = 9;

interface Source {
  unitName: string;
  settings: Settings;
  writeExport: ExportWriter;
  version: number;
  changedAt: Date;
  held: HeldNights[];
  /** What the listing's platform sold itself. */
  soldHere: Stay[];
}

interface About {
  unit_name: string;
  leaves: string[];
  is_pool: boolean;
  settings: unknown;
  created_at: Date;
  export_revision: number;
  platform: PlatformRow & { settings: unknown };
}

/** A room that is prepared after a stay takes no night from the other rooms of its type. */
const UNPREPARED = { preparationNightsBefore: 0, preparationNightsAfter: 0 };

/** All that an export is made of, of one snapshot, so that a version never goes with another one's nights or settings. */
export async function readSource(
  tx: PoolClient,
  { listingId, unitId }: FoundExport,
  now: Date,
): Promise<Source> {
  const over = addNights(istNight(now), -OVER_FOR_DAYS);
  await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const { rows: abouts } = await tx.query<About>(
    `SELECT unit.name AS unit_name, unit.is_pool, listing.settings, listing.created_at, listing.export_revision,
       to_jsonb(platform) AS platform,
       coalesce((SELECT array_agg(id) FROM gateway.units part WHERE part.parent_unit_id = unit.id), ARRAY[unit.id]) AS leaves
     FROM gateway.listings listing
     JOIN gateway.units unit ON unit.id = listing.unit_id
     JOIN gateway.ota_platforms platform ON platform.id = listing.platform_id
     WHERE listing.id = $1`,
    [listingId],
  );
  const [about] = abouts;
  if (!about) throw new Error('the listing of an export is gone');
  const { rows: calendars } = await tx.query<{ version: number; changed_at: Date | null }>(
    `SELECT coalesce(sum(version), 0)::bigint AS version, max(changed_at) AS changed_at
     FROM availability.unit_calendars
     WHERE unit_id = $1 OR unit_id IN (SELECT id FROM gateway.units WHERE parent_unit_id = $1)`,
    [unitId],
  );
  const { rows: held } = await tx.query<HeldNights & { unitId: string }>(
    `SELECT lock.check_in AS "checkIn", lock.check_out AS "checkOut", booking.id AS "bookingId", booking.kind,
       booking.listing_id AS "listingId", booking.updated_at AS "changedAt", lock.unit_id AS "unitId"
     FROM availability.availability_locks lock JOIN availability.bookings booking ON booking.id = lock.booking_id
     WHERE lock.unit_id = ANY ($1) AND booking.check_out > $2::date`,
    [about.leaves, over],
  );
  const { rows: soldHere } = await tx.query<Stay>(
    `SELECT check_in AS "checkIn", check_out AS "checkOut" FROM availability.bookings own
     WHERE listing_id = $1 AND ${SOLD_ITSELF} AND check_out > $2::date`,
    [listingId, over],
  );
  const plugin = pluginOf(about.platform);
  const [calendar] = calendars;
  const settings = settingValues(
    resolveSettings(plugin?.defaults ?? {}, about.platform.settings, about.settings),
  );
  return {
    unitName: about.unit_name,
    settings: about.is_pool ? { ...settings, ...UNPREPARED } : settings,
    // The common writer suits a platform that takes no feed (yet).
    writeExport: plugin?.ical?.writeExport ?? exportWriter(),
    version: about.export_revision + (calendar?.version ?? 0),
    changedAt: calendar?.changed_at ?? about.created_at,
    held: about.is_pool ? fullNights(unitId, about.leaves, held) : held,
    soldHere,
  };
}
