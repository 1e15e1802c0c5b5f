import { addNights } from '@roomnight/calendar/night';
import { takeClaims } from '@roomnight/conflict-service/transaction/take-claims';
import { LOGIN_ROLES } from '@roomnight/database/roles';
import { insertPlainly, lockAndInsert } from '../baselines/insert-lock.ts';
import { createLockTables } from '../baselines/lock-tables.ts';
import { rateOf } from '../measure/clients.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { openPool } from '../stage/pool.ts';
import { createOrganization } from '../stage/organization.ts';
import type { Stage } from '../stage/stage.ts';
import { createWishes, type Wish } from '../stage/wishes.ts';

const clients = 16;
const first = '2027-01-01';
/** What is measured is claims that share transactions. */
const fail = (error: Error): never => {
  throw error;
};
const clock = () => new Date('2026-12-01T06:30:00Z');

/** Each claim on free nights of one of 1,000 units: what a claim costs when nobody stands in its way. */
export async function measureClaims(stage: Stage): Promise<Measurement> {
  const claims = 1_500;
  const { admin, organization, pool, claim, close } = await prepare(stage, 1_000);
  const nights = (run: number) =>
    organization.unitIds
      .concat(organization.unitIds)
      .slice(0, claims)
      .map((unitId, at) => {
        const checkIn = addNights(first, (run + 2) * 12 + Math.floor(at / organization.unitIds.length) * 5);
        return { unitId, checkIn, checkOut: addNights(checkIn, 3) };
      });
  try {
    return await interleave({
      unit: 'claims/s',
      product: async (run) => {
        const wishes = await createWishes(admin, organization, nights(run));
        return rateOf(wishes, clients, async (wish) => {
          const answer = await claim(wish);
          if (answer.kind === 'refused') throw new Error('A claim on free nights was refused.');
        });
      },
      baseline: async (run) => {
        const wishes = nights(run).map((each, at) => ({
          ...each,
          requestId: organization.unitIds[at % 1_000] ?? '',
        }));
        return rateOf(wishes, clients, (wish) => insertPlainly(pool, organization.organizationId, wish));
      },
    });
  } finally {
    await close();
  }
}

/** Many clients on three units: the first claims of a run find free nights, most later ones find a holder. */
export async function measureHotClaims(stage: Stage): Promise<Measurement> {
  const claims = 1_200;
  const units = 3;
  const rounds = 20;
  const { admin, organization, pool, claim, close } = await prepare(stage, units * rounds);
  /** The same nights for both, on units nobody used before. */
  const nights = (run: number) => {
    const hot = organization.unitIds.slice((run + 1) * units, (run + 2) * units);
    return Array.from({ length: claims }, (_, at) => {
      const checkIn = addNights(first, (at * 7919) % 701);
      return { unitId: hot[at % units] ?? '', checkIn, checkOut: addNights(checkIn, 2 + (at % 3)) };
    });
  };
  try {
    return await interleave({
      unit: 'claims/s',
      product: async (run) => {
        const wishes = await createWishes(admin, organization, nights(run));
        return rateOf(wishes, clients, claim);
      },
      baseline: async (run) => {
        const wishes = nights(run).map((each) => ({ ...each, requestId: organization.organizationId }));
        return rateOf(wishes, clients, (wish) => lockAndInsert(pool, organization.organizationId, wish));
      },
    });
  } finally {
    await close();
  }
}

/** One pool for both sides: the same driver, role, settings and number of connections. */
async function prepare(stage: Stage, units: number) {
  const database = await stage.database();
  await createLockTables(database.admin, LOGIN_ROLES.conflict);
  const organization = await createOrganization(database.admin, units);
  const pool = openPool({
    url: database.url('conflict'),
    applicationName: 'bench',
    max: clients,
    plansOnce: true,
  });
  const { organizationId } = organization;
  const take = takeClaims({ pool, clock }, fail);
  return {
    admin: database.admin,
    organization,
    pool,
    claim: ({ requestId }: Wish) => take({ organizationId, requestId }),
    close: () => pool.end(),
  };
}
