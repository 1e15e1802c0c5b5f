import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { addNights, istNight } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { withOrganization } from '@roomnight/database/tenant';
import { exportWriter } from '@roomnight/platforms/export';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { pluginOf } from '../platforms/plugin-of.ts';
import type { Pool, PoolClient } from 'pg';
import { exportEntries, type HeldNights } from './entries.ts';
import type { FoundExport } from './look-up.ts';

const compress = promisify(gzip);

export interface RenderedExport {
  version: number;
  etag: string;
  lastModified: Date;
  body: Buffer;
  gzip: Buffer;
}

/** Renders a listing's export as its unit's calendar is now, and keeps it with the nights it closes. */
export async function renderExport(pool: Pool, found: FoundExport, now: Date): Promise<RenderedExport> {
  const { organizationId, listingId } = found;
  const read = await withOrganization(pool, organizationId, (tx) => readNights(tx, found));
  const from = addNights(istNight(now), -1);
  const entries = exportEntries(listingId, read.held, read.soldHere, from);
  const body = Buffer.from(read.writeExport({ name: read.unitName, entries }));
  // Weak, because the compressed body goes by the same name.
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const rendered = {
    version: read.version,
    etag,
    lastModified: read.changedAt,
    body,
    gzip: await compress(body),
  };
  const nights = `{${nightSet(entries)
    .map(({ checkIn, checkOut }) => `[${checkIn},${checkOut})`)
    .join(',')}}`;
  await withOrganization(pool, organizationId, (tx) => keep(tx, found, rendered, nights, now));
  return rendered;
}

/** Version and nights of one snapshot, so that a version never goes with another one's nights. */
async function readNights(tx: PoolClient, { listingId, unitId }: FoundExport) {
  await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const { rows: units } = await tx.query<{ name: string; leaves: string[] }>(
    `SELECT name, coalesce((SELECT array_agg(id) FROM gateway.units part WHERE part.parent_unit_id = whole.id),
       ARRAY[whole.id]) AS leaves
     FROM gateway.units whole WHERE id = $1`,
    [unitId],
  );
  const unit = units[0];
  const { rows: versions } = await tx.query<{ version: number; changed_at: Date }>(
    `SELECT coalesce(sum(version), 0)::bigint AS version,
       coalesce(max(changed_at), (SELECT created_at FROM gateway.listings WHERE id = $2)) AS changed_at
     FROM availability.unit_calendars
     WHERE unit_id = $1 OR unit_id IN (SELECT id FROM gateway.units WHERE parent_unit_id = $1)`,
    [unitId, listingId],
  );
  const { rows: held } = await tx.query<HeldNights>(
    `SELECT lock.check_in AS "checkIn", lock.check_out AS "checkOut", booking.id AS "bookingId", booking.kind,
       booking.listing_id AS "listingId", booking.updated_at AS "changedAt"
     FROM availability.availability_locks lock JOIN availability.bookings booking ON booking.id = lock.booking_id
     WHERE lock.unit_id = ANY ($1)`,
    [unit?.leaves ?? []],
  );
  const { rows: soldHere } = await tx.query<Stay>(
    `SELECT check_in AS "checkIn", check_out AS "checkOut" FROM availability.bookings own
     WHERE listing_id = $1 AND status = 'active' AND NOT (${IMPORTED})`,
    [listingId],
  );
  const { rows: platforms } = await tx.query<PlatformRow>(
    `SELECT key, name, base, definition FROM gateway.ota_platforms
     WHERE id = (SELECT platform_id FROM gateway.listings WHERE id = $1)`,
    [listingId],
  );
  // The common writer suits a platform that takes no feed (yet).
  const writeExport = (platforms[0] && pluginOf(platforms[0])?.ical?.writeExport) ?? exportWriter();
  const { version = 0, changed_at: changedAt = new Date(0) } = versions[0] ?? {};
  return { unitName: unit?.name ?? '', writeExport, version, changedAt, held, soldHere };
}

/**
 * A block that the platform shows only because it imported another one's stay: no sale of its own, so the stay's nights
 * are sent to it as ours. What may be a guest of its own is never one, whatever it is a mirror of.
 */
const IMPORTED = `own.kind = 'block' AND NOT own.cannot_tell AND EXISTS (
  SELECT FROM availability.mirrors m JOIN availability.bookings original ON original.id = m.original_id
  WHERE m.mirror_id = own.id AND original.status = 'active')`;

async function keep(
  tx: PoolClient,
  { organizationId, listingId }: FoundExport,
  { version, etag, lastModified, body, gzip: bodyGzip }: RenderedExport,
  nights: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO gateway.export_versions (listing_id, calendar_version, organization_id, etag, nights, rendered_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (listing_id, calendar_version) DO NOTHING`,
    [listingId, version, organizationId, etag, nights, now],
  );
  // Another process may have rendered a later version meanwhile.
  await tx.query(
    `INSERT INTO gateway.exports (listing_id, organization_id, calendar_version, nights, etag, last_modified, body,
       body_gzip, rendered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (listing_id) DO UPDATE SET calendar_version = excluded.calendar_version, nights = excluded.nights,
       etag = excluded.etag, last_modified = excluded.last_modified, body = excluded.body,
       body_gzip = excluded.body_gzip, rendered_at = excluded.rendered_at
     WHERE exports.calendar_version <= excluded.calendar_version`,
    [listingId, organizationId, version, nights, etag, lastModified, body, bodyGzip, now],
  );
}

/** The stored export, if it is still of that version. */
export function readStored(
  pool: Pool,
  { organizationId, listingId, currentVersion }: FoundExport,
): Promise<RenderedExport | undefined> {
  return withOrganization(pool, organizationId, async (tx) => {
    const { rows } = await tx.query<RenderedExport>({
      name: 'stored-export',
      text: `SELECT calendar_version AS version, etag, last_modified AS "lastModified", body, body_gzip AS gzip
             FROM gateway.exports WHERE listing_id = $1 AND calendar_version = $2`,
      values: [listingId, currentVersion],
    });
    return rows[0];
  });
}
