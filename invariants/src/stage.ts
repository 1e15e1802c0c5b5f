import { randomUUID } from 'node:crypto';
import type { ApplyChangeSetInput } from '@roomnight/contracts/feed-sync';
import { createActivities } from '@roomnight/conflict-service/activities';
import { secretBox } from '@roomnight/database/secret-box';
import { createTestDatabase } from '@roomnight/database/test-database';
import { exportAnswers } from '@roomnight/gateway/exports/answer';
import { openFetchLog } from '@roomnight/gateway/exports/fetch-log';
import { exportLookUp } from '@roomnight/gateway/exports/look-up';
import { agentKind } from '@roomnight/platforms/export-agent';
import { createLogger } from '@roomnight/runtime/logger';
import { buildSimulator } from '@roomnight/simulator/server';
import { type Polled, pollFeed } from '@roomnight/sync-worker/feed/poll-feed';
import { createFeedFetcher } from '@roomnight/sync-worker/fetching/fetch-feed';
import { createHostSlots } from '@roomnight/sync-worker/fetching/host-slots';
import type { FetchResult } from '@roomnight/sync-worker/fetching/fetch-result';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';

/** The first Monday of all that happens: noon in India. */
export const BEGINNING = new Date('2026-11-23T06:30:00Z');
/** A feed that hangs or drips is given up after this much of the real time; no other may take as long on a busy machine. */
const DEADLINE_MS = 4_000;

export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * The product's own polling, calendar and exports on a real database, and the simulated platforms behind a real web
 * server: what the services do in production, called as their workflows call it, and all by one clock.
 */
export async function openStage() {
  const time = { now: BEGINNING };
  const clock = () => time.now;
  const database = await createTestDatabase();
  const secrets = secretBox({ current: Buffer.alloc(32, 7), old: [] });
  const parsers = createParserPool({ threads: 1 });
  const activities = createActivities({ pool: database.pool('conflict'), clock });
  const gateway = database.pool('gateway');
  const lookUp = exportLookUp(gateway);
  const answer = exportAnswers(gateway);
  const visits = openFetchLog({ pool: gateway, logger: createLogger('invariants', 'error') });

  /** What a platform imports: our export at `http://exports/<token>`, or another platform's feed. */
  async function serve(url: string, init: RequestInit): Promise<Response> {
    if (!url.startsWith('http://exports/')) return fetch(url, init);
    const found = await lookUp(new URL(url).pathname.slice(1), time.now);
    if (!found) return new Response('Not found\n', { status: 404 });
    const headers = new Headers(init.headers);
    const { served, whole } = await answer(found, headers.get('if-none-match') ?? undefined, time.now);
    const status = whole ? 200 : 304;
    const userAgent = headers.get('user-agent') ?? undefined;
    const { version, etag } = served;
    visits.record({
      ...found,
      fetchedAt: time.now,
      version,
      status,
      agentKind: agentKind(userAgent),
      userAgent,
    });
    await visits.flush();
    return new Response(whole ? new Uint8Array(whole.body) : null, { status, headers: { etag } });
  }

  const simulator = await buildSimulator({ clock, fetch: serve, seed: 1 });
  const feedsUrl = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  const fetcher = createFeedFetcher({
    userAgent: 'Mozilla/5.0 (compatible; Roomnight/0.1; +https://roomnight.example/contact)',
    clock,
    allowPrivate: [new URL(feedsUrl).host],
    deadlineMs: DEADLINE_MS,
  });
  const hosts = createHostSlots({ atOnce: 1 });
  const polling = { pool: database.pool('sync'), secrets, parsers, hosts, clock };

  return {
    time,
    admin: database.admin,
    secrets,
    feedsUrl,
    simulation: simulator.simulation,
    activities,

    /** One poll, due or not, and what was fetched in it, if anything was. */
    async poll(input: {
      organizationId: string;
      listingId: string;
      force: boolean;
    }): Promise<{ polled: Polled; fetched: FetchResult | undefined }> {
      let fetched: FetchResult | undefined;
      const overheard = {
        ...fetcher,
        async fetch(feed: Parameters<typeof fetcher.fetch>[0]) {
          fetched = await fetcher.fetch(feed);
          return fetched;
        },
      };
      const { force, ...feed } = input;
      const workflow = { workflowId: `feed:${feed.listingId}`, runId: randomUUID() };
      const polled = await pollFeed({ ...polling, fetcher: overheard }, feed, workflow, force);
      return { polled, fetched };
    },

    /** Empties the tables, so that each life begins with the same ids and a printed one can be lived again. */
    async clear(): Promise<void> {
      const { rows } = await database.admin.query<{ tables: string }>(
        `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
         WHERE schemaname IN ('auth', 'gateway', 'availability', 'sync') OR (schemaname, tablename) = ('log', 'audit')`,
      );
      await database.admin.query(`TRUNCATE ${rows[0]?.tables} CASCADE`);
    },

    apply: (changeSet: ApplyChangeSetInput) => activities.applyChangeSet(changeSet),

    async close(): Promise<void> {
      await simulator.stop();
      await Promise.all([fetcher.close(), parsers.close(), visits.flush()]);
      await database.drop();
    },
  };
}
