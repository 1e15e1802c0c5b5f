import { randomUUID } from 'node:crypto';
import { platformByKey } from '@roomnight/platforms/registry';
import { bodyHash } from '@roomnight/sync-worker/feed/body-hash';
import type { ParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { readFeed } from '@roomnight/sync-worker/reading/read-feed';
import { evaluate } from '@roomnight/sync-worker/rules/evaluate';
import { emptySnapshot, type FeedSnapshot } from '@roomnight/sync-worker/rules/snapshot';

/** What is remembered of a feed from poll to poll. */
export interface ReadState {
  readonly snapshot: FeedSnapshot;
  readonly hash: string;
}

export const neverRead: ReadState = { snapshot: emptySnapshot, hash: '' };

export interface Poll {
  readonly parsers: ParserPool;
  readonly body: Buffer;
  readonly state: ReadState;
  /** Names the feed. */
  readonly feed?: string;
}

/** Far enough for thousands of stays one after another. */
const horizonDays = 100_000;
const now = new Date('2026-11-23T06:34:00Z');

/** All of a poll but fetching and writing down: is it unchanged, else read and judge it, and compare it with what is known. */
export async function pollBody({
  parsers,
  body,
  state,
  feed,
}: Poll): Promise<ReadState & { changed: number }> {
  const { ical } = platformByKey('airbnb');
  if (!ical) throw new Error('Airbnb has no feed.');
  const { dialect, stableUids } = ical;
  const hash = await bodyHash(body);
  const reading =
    hash === state.hash ? ('not_modified' as const) : await readFeed({ body, dialect, now, feed, parsers });
  if (reading !== 'not_modified' && !reading.ok) throw new Error(reading.message);
  const { snapshot, counts } = evaluate({
    snapshot: state.snapshot,
    reading,
    now,
    exportedNights: [],
    stableUids,
    imports: { importBlocks: true, horizonDays },
    newId: () => randomUUID(),
  });
  return { snapshot, hash, changed: counts.created + counts.changed };
}
