import { existsSync } from 'node:fs';
import { addNights } from '@roomnight/calendar/night';
import { takeClaims } from '@roomnight/conflict-service/transaction/take-claims';
import { cpuMs } from '../measure/cpu.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { createBookings } from '../stage/crowded-units.ts';
import { createOrganization, type Organization } from '../stage/organization.ts';
import { openPool } from '../stage/pool.ts';
import { CannotMeasure, type Stage } from '../stage/stage.ts';
import { createWishes } from '../stage/wishes.ts';

const many = 10_000;
const few = 10;
const claims = 300;
/** Fewer crowded units than others: filling one takes seconds. */
const crowdedUnits = 3;
const quietUnits = 30;
const claimed = '2027-01-02';
/** What is measured is claims that share transactions. */
const fail = (error: Error): never => {
  throw error;
};
const clock = () => new Date('2026-12-01T06:30:00Z');

/**
 * CPU of the service and PostgreSQL for a claim of a free night between two that are taken, on units with 10,000
 * bookings. Against units with 10. One after the other, in the same tables.
 */
export async function measureFlatClaims(stage: Stage): Promise<Measurement> {
  if (!existsSync('/proc/self/stat'))
    throw new CannotMeasure('CPU of other processes is counted on Linux only');
  const { admin, url } = await stage.anotherDatabase();
  const servers = await stage.postgresPids();
  const pool = openPool({ url: url('conflict'), applicationName: 'bench', max: 1, plansOnce: true });
  const claim = takeClaims({ pool, clock }, fail);
  const crowded = await createOrganization(admin, crowdedUnits);
  // Half of them lie before the nights that are claimed.
  await createBookings(admin, crowded, addNights(claimed, -1 - many), many);

  const cost = async (organization: Organization, run: number) => {
    const { organizationId, unitIds } = organization;
    const each = claims / unitIds.length;
    const nights = unitIds.flatMap((unitId) =>
      Array.from({ length: each }, (_, at) => {
        const checkIn = addNights(claimed, (run * each + at) * 2);
        return { unitId, checkIn, checkOut: addNights(checkIn, 1) };
      }),
    );
    const wishes = await createWishes(admin, organization, nights);
    const claimAll = async () => {
      for (const { requestId } of wishes) {
        const answer = await claim({ organizationId, requestId });
        if (answer.kind === 'refused') throw new Error('A claim on a free night was refused.');
      }
    };
    return (await cpuMs(claimAll, servers)) / claims;
  };
  try {
    return await interleave({
      unit: 'CPU ms a claim',
      product: (run) => cost(crowded, run + 1),
      baseline: async () => {
        const quiet = await createOrganization(admin, quietUnits);
        await createBookings(admin, quiet, addNights(claimed, -1), few);
        return cost(quiet, 0);
      },
    });
  } finally {
    await pool.end();
  }
}
