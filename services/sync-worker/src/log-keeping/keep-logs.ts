import type { Pool } from 'pg';
import { asReader, withOrganization } from '@roomnight/database/tenant';
import { retentionAt, type Retention } from '../rules/retention.ts';
import { dropOldBodies, dropOldRollUps, dropOldRuns } from './drop-old.ts';
import { rollUpDays } from './roll-up.ts';

/** Listings in one transaction: it is over in well under a second, and readers of events wait for the oldest. */
const LISTINGS = 50;

/** What was done, over all organizations. */
export interface KeptLogs {
  daysRolledUp: number;
  runsDropped: number;
  bodiesDropped: number;
}

/**
 * Rolls up the days that are over, then drops what was kept long enough, in batches of a transaction each. Safe at any
 * time and by several at once: a day is rolled up once, from whole rows, and a run goes only when its day is rolled up.
 *
 * @param carryOn called between batches with what was done so far; throws to stop there
 */
export async function keepLogs(
  pool: Pool,
  now: Date,
  carryOn: (done: KeptLogs) => void = () => undefined,
): Promise<KeptLogs> {
  const retention = retentionAt(now);
  const done: KeptLogs = { daysRolledUp: 0, runsDropped: 0, bodiesDropped: 0 };
  for (const [organizationId, listingIds] of await listingsByOrganization(pool)) {
    for (let at = 0; at < listingIds.length; at += LISTINGS) {
      const batch = { organizationId, listingIds: listingIds.slice(at, at + LISTINGS) };
      await keepLogsOf(pool, batch, retention, done, carryOn);
    }
  }
  return done;
}

async function keepLogsOf(
  pool: Pool,
  { organizationId, listingIds }: { organizationId: string; listingIds: string[] },
  { openDay, firstRunDay, firstRollUpDay, bodiesSince }: Retention,
  done: KeptLogs,
  carryOn: (done: KeptLogs) => void,
): Promise<void> {
  done.daysRolledUp += await withOrganization(pool, organizationId, (tx) =>
    rollUpDays(tx, listingIds, openDay),
  );
  for (;;) {
    carryOn(done);
    const dropped = await withOrganization(pool, organizationId, (tx) =>
      dropOldRuns(tx, listingIds, firstRunDay),
    );
    if (dropped === 0) break;
    done.runsDropped += dropped;
  }
  await withOrganization(pool, organizationId, async (tx) => {
    done.bodiesDropped += await dropOldBodies(tx, listingIds, bodiesSince);
    await dropOldRollUps(tx, listingIds, firstRollUpDay);
  });
}

async function listingsByOrganization(pool: Pool): Promise<Map<string, string[]>> {
  const rows = await asReader(pool, 'sweeper', async (tx) => {
    const found = await tx.query<{ organizationId: string; listingId: string }>(
      'SELECT organization_id AS "organizationId", id AS "listingId" FROM gateway.listings ORDER BY organization_id, id',
    );
    return found.rows;
  });
  return new Map(
    Map.groupBy(rows, ({ organizationId }) => organizationId)
      .entries()
      .map(([organizationId, listings]) => [organizationId, listings.map(({ listingId }) => listingId)]),
  );
}
