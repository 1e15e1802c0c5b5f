import { performance } from 'node:perf_hooks';
import { addNights } from '@roomnight/calendar/night';
import { applyChangeSet } from '@roomnight/conflict-service/transaction/apply-change-set';
import { LOGIN_ROLES } from '@roomnight/database/roles';
import { insertAtOnce } from '../baselines/insert-lock.ts';
import { createLockTables } from '../baselines/lock-tables.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { median } from '../measure/median.ts';
import { analyze } from '../stage/analyze.ts';
import { createChangeSets, createListings, stayOf } from '../stage/change-sets.ts';
import { createOrganization } from '../stage/organization.ts';
import { openPool } from '../stage/pool.ts';
import type { Stage } from '../stage/stage.ts';

const events = 500;
const importsARun = 6;
const first = '2027-01-01';
const clock = () => new Date('2026-12-01T06:30:00Z');

/**
 * The median time to apply what the first poll of a feed with 500 stays found, on a unit without bookings. Against one
 * statement that inserts the locks of 500 stays at once, with the constraint that no two overlap.
 */
export async function measureFirstImport(stage: Stage): Promise<Measurement> {
  const { admin, url } = await stage.database();
  await createLockTables(admin, LOGIN_ROLES.conflict);
  const pool = openPool({ url: url('conflict'), applicationName: 'bench', max: 1, plansOnce: true });
  const nights = Array.from({ length: events }, (_, at) => {
    const checkIn = addNights(first, at * 3);
    return { checkIn, checkOut: addNights(checkIn, 2) };
  });
  /** Units and listings that nothing was imported to. */
  const prepare = async () => {
    const organization = await createOrganization(admin, importsARun);
    return { ...organization, listingIds: await createListings(admin, organization) };
  };
  try {
    return await interleave({
      unit: 'ms',
      product: async () => {
        const { organizationId, listingIds } = await prepare();
        const changes = () => nights.map(({ checkIn, checkOut }) => stayOf(checkIn, checkOut));
        const changeSetIds = await createChangeSets(
          admin,
          organizationId,
          listingIds.map((listingId) => ({ listingId, changes: changes() })),
        );
        await analyze(admin);
        return medianMs(changeSetIds, async (changeSetId) => {
          const { created } = await applyChangeSet({ pool, clock }, { organizationId, changeSetId });
          if (created !== events) throw new Error(`Of ${events} stays ${created} were new.`);
        });
      },
      baseline: async () => {
        const { organizationId, unitIds } = await prepare();
        await analyze(admin);
        return medianMs(unitIds, (unitId) => {
          const wishes = nights.map((stay) => ({ ...stay, unitId, requestId: organizationId }));
          return insertAtOnce(pool, organizationId, wishes);
        });
      },
    });
  } finally {
    await pool.end();
  }
}

async function medianMs<T>(tasks: readonly T[], work: (task: T) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (const task of tasks) {
    const began = performance.now();
    await work(task);
    times.push(performance.now() - began);
  }
  return median(times);
}
