import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { walkCalendar } from '../baselines/jcal-walk.ts';
import { cpuMs } from '../measure/cpu.ts';
import { children } from '../measure/process-tree.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { airbnbBody } from '../stage/airbnb-body.ts';
import { neverRead, pollBody } from '../stage/poll-body.ts';

const events = 5_000;
const first = '2026-12-01';
const changedEvents = 10;
const warmUps = 5;
const timesARun = 10;

/**
 * A feed of 5,000 events of which ten changed since the last poll: hashed, read and judged by Airbnb's dialect in the
 * process for large feeds, matched with the last snapshot and compared. CPU of that process and of all threads.
 */
export async function measureRead(): Promise<Measurement> {
  const changed = airbnbBody({ events, first, longer: (at) => at % (events / changedEvents) === 0 });
  return measure(changed, changedEvents);
}

/** The same feed, of which only the DTSTAMPs changed: they are another with every fetch. */
export async function measureUnchanged(): Promise<Measurement> {
  return measure(airbnbBody({ events, first, stamp: '20261123T071900Z' }), 0);
}

async function measure(body: Buffer, expected: number): Promise<Measurement> {
  const parsers = createParserPool({ threads: 1, deadlineMs: 30_000 });
  try {
    const before = children();
    const state = await pollBody({ parsers, body: airbnbBody({ events, first }), state: neverRead });
    const readers = children().filter((pid) => !before.includes(pid));
    const product = async () => {
      const { changed } = await pollBody({ parsers, body, state });
      if (changed !== expected) throw new Error(`${changed} changes were found.`);
    };
    const baseline = () => {
      if (walkCalendar(body.toString('utf8')) === 0) throw new Error('The baseline read nothing.');
    };
    for (let at = 0; at < warmUps; at++) {
      await product();
      baseline();
    }
    return await interleave({
      unit: 'CPU ms',
      runs: 11,
      product: () => cpuMsOfOne(product, readers),
      baseline: () => cpuMsOfOne(baseline),
    });
  } finally {
    await parsers.close();
  }
}

/** A worker polls all day long: one poll among others, not the first after a pause. */
async function cpuMsOfOne(work: () => unknown, helpers: readonly number[] = []): Promise<number> {
  const together = await cpuMs(async () => {
    for (let at = 0; at < timesARun; at++) await work();
  }, helpers);
  return together / timesARun;
}
