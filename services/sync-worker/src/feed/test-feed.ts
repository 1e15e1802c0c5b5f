import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { addNights, type Night } from '@roomnight/calendar/night';
import { type SecretBox, secretBox } from '@roomnight/database/secret-box';
import type { TestDatabase } from '@roomnight/database/test-database';
import type { FetchResult } from '../fetching/fetch-result.ts';
import { createHostSlots } from '../fetching/host-slots.ts';
import type { ParserPool } from '../reading/parser-pool.ts';
import { type Polled, pollFeed } from './poll-feed.ts';

/** A VRBO listing whose feed answers what the test says, on the real database, at the test's time. */
export interface TestFeed {
  readonly organizationId: string;
  readonly listingId: string;
  readonly unitId: string;
  readonly platformId: string;
  readonly secrets: SecretBox;
  answer: FetchResult;
  now: Date;
  /** Polls, due or not, and marks as applied what it found. */
  poll(): Promise<Polled>;
  wait(minutes: number): void;
}

interface OpenTestFeed {
  pool: Pool;
  parsers: ParserPool;
  now: Date;
  key?: Buffer;
  /** Another listing of the same account: of another unit, or, once the first is deleted, of the same. */
  beside?: { feed: TestFeed; of: 'account' | 'unit' };
}

export async function openTestFeed(
  db: TestDatabase,
  { pool, parsers, now, beside, key = randomBytes(32) }: OpenTestFeed,
): Promise<TestFeed> {
  const [listingId, property] = [randomUUID(), randomUUID()];
  const unit = beside?.of === 'unit' ? beside.feed.unitId : randomUUID();
  const platformId = beside?.feed.platformId ?? randomUUID();
  const organizationId = beside?.feed.organizationId ?? randomUUID();
  const secrets = secretBox({ current: key, old: [] });
  const account: [string, unknown[]][] = [
    [
      `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1, 'Test', gen_random_uuid()::text, $2)`,
      [organizationId, now],
    ],
    [
      `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at) VALUES ($1, $2, 'vrbo', 'Vrbo', 'ical', $3)`,
      [platformId, organizationId, now],
    ],
  ];
  const place: [string, unknown[]][] = [
    [
      `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'Casa', 'Goa', $3)`,
      [property, organizationId, now],
    ],
    [
      `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at) VALUES ($1, $2, $3, 'Casa', $4)`,
      [unit, organizationId, property, now],
    ],
  ];
  const listing: [string, unknown[]][] = [
    [
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted, import_url_hint, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'ical', $5, 'feeds.example …d3f9', $6, $6)`,
      [listingId, organizationId, unit, platformId, secrets.seal('https://feeds.example/a', listingId), now],
    ],
  ];
  const missing = [...(beside ? [] : account), ...(beside?.of === 'unit' ? [] : place), ...listing];
  for (const [sql, values] of missing) await db.admin.query(sql, values);

  const feed: TestFeed = {
    organizationId,
    listingId,
    unitId: unit,
    platformId,
    secrets,
    answer: body(''),
    now,
    async poll() {
      const fetcher = { fetch: async () => feed.answer, close: async () => undefined };
      const hosts = createHostSlots({ atOnce: 2 });
      const dependencies = { pool, secrets, fetcher, hosts, parsers, clock: () => feed.now };
      const workflow = { workflowId: 'feed:test', runId: 'run' };
      const polled = await pollFeed(dependencies, { organizationId, listingId }, workflow, true);
      if (polled.kind !== 'notDue' && polled.result.kind === 'changed') {
        await db.admin.query(`INSERT INTO availability.applied_change_sets VALUES ($1, $2, $3, '{}')`, [
          polled.result.changeSetId,
          organizationId,
          feed.now,
        ]);
      }
      return polled;
    },
    wait(minutes) {
      feed.now = new Date(feed.now.getTime() + minutes * 60_000);
    },
  };
  return feed;
}

/** An answer of 200. */
export function body(text: string): FetchResult {
  const bytes = Buffer.from(text);
  return {
    kind: 'body',
    status: 200,
    bytes,
    wireBytes: bytes.length,
    etag: undefined,
    lastModified: undefined,
  };
}

/** A VRBO feed of stays of two nights, each so many nights after `today`. */
export function vrboFeed(today: Night, ...starts: number[]): string {
  const day = (offset: number): string => addNights(today, offset).replaceAll('-', '');
  const events = starts.flatMap((start) => [
    'BEGIN:VEVENT',
    `UID:${String(start).padStart(8, '0')}-0000-4000-8000-000000000000`,
    `DTSTART;VALUE=DATE:${day(start)}`,
    `DTEND;VALUE=DATE:${day(start + 2)}`,
    'SUMMARY:Reserved - Zubeida',
    'END:VEVENT',
  ]);
  const frame = ['BEGIN:VCALENDAR', 'PRODID:-//HomeAway.com, Inc.//EN', 'VERSION:2.0'];
  return [...frame, ...events, 'END:VCALENDAR', ''].join('\r\n');
}
