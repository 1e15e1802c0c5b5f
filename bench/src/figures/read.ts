import { randomUUID } from 'node:crypto';
import { platformByKey } from '@roomnight/platforms/registry';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { readFeed } from '@roomnight/sync-worker/reading/read-feed';
import { evaluate } from '@roomnight/sync-worker/rules/evaluate';
import { emptySnapshot, type FeedSnapshot } from '@roomnight/sync-worker/rules/snapshot';
import { walkCalendar } from '../baselines/jcal-walk.ts';
import { cpuMs } from '../measure/cpu.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { airbnbBody } from '../stage/airbnb-body.ts';

const now = new Date('2026-11-23T06:34:00Z');
const events = 5_000;
const first = '2026-12-01';
const changedEvents = 10;
const warmUps = 5;

/**
 * A feed of 5,000 events of which ten changed since the last poll: read in a parser thread, judged by Airbnb's dialect,
 * matched with the last snapshot and compared. CPU of all threads.
 */
export async function measureRead(): Promise<Measurement> {
  const known = airbnbBody({ events, first });
  const body = airbnbBody({ events, first, longer: (at) => at % (events / changedEvents) === 0 });
  const parsers = createParserPool({ threads: 1, deadlineMs: 30_000 });
  try {
    const { snapshot } = await poll(parsers, known, emptySnapshot);
    const product = async () => {
      const { counts } = await poll(parsers, body, snapshot);
      if (counts.changed !== changedEvents) throw new Error(`${counts.changed} changes were found.`);
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
      product: () => cpuMs(product),
      baseline: () => cpuMs(baseline),
    });
  } finally {
    await parsers.close();
  }
}

async function poll(
  parsers: ReturnType<typeof createParserPool>,
  body: Buffer,
  snapshot: FeedSnapshot,
): Promise<ReturnType<typeof evaluate>> {
  const { ical } = platformByKey('airbnb');
  if (!ical) throw new Error('Airbnb has no feed.');
  const { dialect, stableUids } = ical;
  const reading = await readFeed({ body, dialect, now, parsers });
  if (!reading.ok) throw new Error(reading.message);
  return evaluate({ snapshot, reading, now, exportedNights: [], stableUids, newId: () => randomUUID() });
}
