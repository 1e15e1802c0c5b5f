import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { addNights } from '@roomnight/calendar/night';
import { applyChangeSet } from '@roomnight/conflict-service/transaction/apply-change-set';
import { LOOK_EVERY_MS } from '@roomnight/gateway/changes/changes';
import type { Measurement } from '../measure/interleave.ts';
import { median } from '../measure/median.ts';
import { analyze } from '../stage/analyze.ts';
import { createChangeSets, createListings, stayOf } from '../stage/change-sets.ts';
import { startGateway } from '../stage/gateway.ts';
import { createOrganization } from '../stage/organization.ts';
import { openPool } from '../stage/pool.ts';
import type { Stage } from '../stage/stage.ts';
import { subscribe } from '../stage/subscriber.ts';

const units = 100;
const perSecond = 100;
const applications = 600;
const runs = 5;
/** Whoever has nothing after that long misses something, which is no matter of milliseconds. */
const patienceMs = 30_000;
const first = '2027-01-01';

/**
 * From the moment a change set is applied until a subscriber of the gateway, a process of its own, has the event of its
 * booking: the 99th percentile, while a hundred a second are applied, less the interval at which the log is looked at.
 */
export async function measureLive(stage: Stage): Promise<Measurement> {
  const database = await stage.database();
  const { admin } = database;
  const organization = await createOrganization(admin, units);
  const { organizationId } = organization;
  const listingIds = await createListings(admin, organization);
  const gateway = await startGateway(stage, database);
  const pool = openPool({
    url: database.url('conflict'),
    applicationName: 'bench',
    max: 20,
    plansOnce: true,
  });
  const arrived = new Map<string, number>();
  const leave = await subscribe(admin, gateway.port, organization, (bookingId) =>
    arrived.set(bookingId, performance.now()),
  );

  const latency = async (run: number) => {
    const found = Array.from({ length: applications }, (_, at) => {
      const checkIn = addNights(first, (run * (applications / units) + Math.floor(at / units)) * 3);
      return { listingId: listingIds[at % units] ?? '', changes: [stayOf(checkIn, addNights(checkIn, 2))] };
    });
    const bookingIds = found.flatMap(({ changes }) => changes.map(({ bookingId }) => bookingId));
    const changeSetIds = await createChangeSets(admin, organizationId, found);
    await analyze(admin);
    const began = performance.now();
    const applied = await Promise.all(
      changeSetIds.map(async (changeSetId, at) => {
        await delay(began + (at * 1_000) / perSecond - performance.now());
        await applyChangeSet({ pool, clock: () => new Date() }, { organizationId, changeSetId });
        return performance.now();
      }),
    );
    for (const end = performance.now() + patienceMs; !bookingIds.every((id) => arrived.has(id));) {
      if (performance.now() > end) throw new Error('A subscriber missed an event.');
      await delay(20);
    }
    const waits = bookingIds.map((id, at) => (arrived.get(id) ?? NaN) - (applied[at] ?? NaN));
    const slowest = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1] ?? NaN;
    return slowest - LOOK_EVERY_MS;
  };
  try {
    await latency(0);
    const measured: number[] = [];
    for (let run = 1; run <= runs; run++) measured.push(await latency(run));
    return { runs: measured, product: median(measured), baseline: null, unit: 'ms' };
  } finally {
    leave();
    await gateway.stop();
    await pool.end();
  }
}
