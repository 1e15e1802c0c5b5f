import type { ClientBase } from 'pg';
import {
  EXPORT_CONCERN,
  exportAlertWords,
  exportRecoveries,
  exportTroubles,
  type WatchedExport,
} from '../rules/export-troubles.ts';
import type { Look } from '../rules/incidents.ts';
import type { TroubleSource } from './source.ts';

/** Every export that its platform ever fetched and still can, of the organizations that the transaction sees. */
async function readWatchedExports(tx: ClientBase, now: Date): Promise<WatchedExport[]> {
  const { rows } = await tx.query<WatchedExport>({
    name: 'watched-exports',
    text: `SELECT l.organization_id AS "organizationId", l.id AS "listingId", p.key AS platform,
             d.fetched_at AS "fetchedAt", d.interval_minutes AS "intervalMinutes"
           FROM gateway.export_destinations d
           JOIN gateway.listings l ON l.id = d.listing_id
           JOIN gateway.ota_platforms p ON p.id = l.platform_id
           WHERE l.status <> 'deleted' AND l.mode = 'ical' AND EXISTS (SELECT FROM gateway.export_tokens t
             WHERE t.listing_id = l.id AND (t.expires_at IS NULL OR t.expires_at > $1))
           ORDER BY l.id`,
    values: [now],
  });
  return rows;
}

/** Platforms that stopped fetching our exports. */
export const exportSource: TroubleSource = {
  concerns: [EXPORT_CONCERN],
  words: exportAlertWords,
  recoveries: exportRecoveries,
  async find(tx, { now }) {
    const byOrganization = Map.groupBy(
      await readWatchedExports(tx, now),
      ({ organizationId }) => organizationId,
    );
    const looks = new Map<string, Look>();
    for (const [organizationId, exports] of byOrganization) {
      looks.set(organizationId, exportTroubles(exports, now));
    }
    return looks;
  },
};
