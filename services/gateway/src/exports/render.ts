import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { addNights, istNight, nightStart } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import { withOrganization } from '@roomnight/database/tenant';
import type { Pool, PoolClient } from 'pg';
import { exportEntries, outlivedOn } from './entries.ts';
import type { FoundExport } from './look-up.ts';
import { readSource } from './read-source.ts';

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
  if (found.outlived) await withOrganization(pool, organizationId, (tx) => moveOn(tx, listingId, now));
  const read = await withOrganization(pool, organizationId, (tx) => readSource(tx, found, now));
  const { horizonDays } = read.settings;
  const today = istNight(now);
  const telling = { ...read.settings, from: addNights(today, -1), until: addNights(today, horizonDays) };
  const entries = exportEntries(listingId, read.held, read.soldHere, telling);
  const outlived = outlivedOn(listingId, read.held, telling, horizonDays);
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
  const currentUntil = outlived === null ? null : nightStart(outlived);
  await withOrganization(pool, organizationId, (tx) =>
    keep(tx, found, { ...rendered, nights, currentUntil }, now),
  );
  return rendered;
}

/** Another version, because time went by: one number still orders all that was ever served. */
async function moveOn(tx: PoolClient, listingId: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE gateway.listings SET export_revision = export_revision + 1 WHERE id = $1
       AND EXISTS (SELECT FROM gateway.exports WHERE listing_id = $1 AND current_until <= $2)`,
    [listingId, now],
  );
}

async function keep(
  tx: PoolClient,
  { organizationId, listingId }: FoundExport,
  {
    version,
    etag,
    lastModified,
    body,
    gzip: bodyGzip,
    nights,
    currentUntil,
  }: RenderedExport & { nights: string; currentUntil: Date | null },
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
       body_gzip, rendered_at, current_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (listing_id) DO UPDATE SET calendar_version = excluded.calendar_version, nights = excluded.nights,
       etag = excluded.etag, last_modified = excluded.last_modified, body = excluded.body,
       body_gzip = excluded.body_gzip, rendered_at = excluded.rendered_at,
       current_until = excluded.current_until
     WHERE exports.calendar_version <= excluded.calendar_version`,
    [listingId, organizationId, version, nights, etag, lastModified, body, bodyGzip, now, currentUntil],
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
