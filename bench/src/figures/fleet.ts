import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { median } from '../measure/median.ts';
import { residentMb, treeCpuMs } from '../measure/process-tree.ts';
import { createFleet, type Fleet } from '../stage/fleet.ts';
import { CannotMeasure, type Stage } from '../stage/stage.ts';

const many = 5_000;
const few = 200;
/** The same for both, and less than the machine could do: what waits in queues costs extra. */
const perSecond = 40;
const windowMs = 20_000;
const runs = 5;

/**
 * What a poll that finds nothing costs, in CPU of the sync-worker, Temporal and PostgreSQL together, when 5,000 feeds
 * are polled now and then, against when 200 feeds are polled often: as many polls a second, spread evenly.
 */
export async function measureFleet(stage: Stage): Promise<{ cost: Measurement; memory: Measurement }> {
  if (!existsSync('/proc/self/stat'))
    throw new CannotMeasure('CPU of other processes is counted on Linux only');
  const small = await createFleet(stage, few, perSecond);
  const large = await createFleet(stage, many, perSecond);
  const servers = await stage.serverPids();
  const megabytes: number[] = [];

  const cost = await interleave({
    unit: 'CPU ms a poll',
    runs,
    product: () => costOf(large, servers, (pid) => megabytes.push(residentMb(pid))),
    baseline: () => costOf(small, servers, () => {}),
  });
  // The first run is not counted: neither here nor there.
  const counted = megabytes.slice(1);
  return { cost, memory: { runs: counted, product: median(counted), baseline: null, unit: 'MB' } };
}

async function costOf(
  fleet: Fleet,
  servers: readonly number[],
  look: (pid: number) => void,
): Promise<number> {
  const { pid, stop } = await fleet.work();
  try {
    const polls = await pollsOf(fleet.database.admin);
    const cpu = treeCpuMs([pid, ...servers]);
    await delay(windowMs);
    const spent = treeCpuMs([pid, ...servers]) - cpu;
    const polled = (await pollsOf(fleet.database.admin)) - polls;
    look(pid);
    if (polled < (perSecond * windowMs) / 1_000 / 2) throw new Error(`Only ${polled} polls were made.`);
    return spent / polled;
  } finally {
    await stop();
  }
}

async function pollsOf(admin: Pool): Promise<number> {
  const { rows } = await admin.query<{ polls: string }>('SELECT sum(polls) AS polls FROM sync.feeds');
  return Number(rows[0]?.polls ?? 0);
}
