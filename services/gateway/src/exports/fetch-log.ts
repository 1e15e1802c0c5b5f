import { logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import { pruneFetches } from './prune-fetches.ts';
import { recordDestinations } from './record-destinations.ts';
import type { AgentKind } from '@roomnight/platforms/export-agent';

/** One visit to an export, with the calendar version it was served. */
export interface Fetch {
  organizationId: string;
  listingId: string;
  unitId: string;
  fetchedAt: Date;
  version: number;
  status: number;
  agentKind: AgentKind;
  /** The address it came by. */
  tokenId: string;
  userAgent: string | undefined;
}

export interface FetchLog {
  /** Written within a second; a visit that a crash swallows only makes a night count as exposed for longer. */
  record(fetch: Fetch): void;
  flush(): Promise<void>;
}

const DELAY_MS = 500;
const LONGEST_USER_AGENT = 300;

/** Writes visits in batches, so that answering one costs no transaction. */
export function openFetchLog({ pool, logger }: { pool: Pool; logger: Logger }): FetchLog {
  let waiting: Fetch[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const batches = Map.groupBy(waiting, ({ organizationId }) => organizationId);
    waiting = [];
    for (const [organizationId, fetches] of batches) {
      try {
        await writeBatch(pool, organizationId, fetches);
      } catch (error) {
        logger.error(
          { err: error, fetches: fetches.length },
          'visits to exports are not written yet: trying again',
        );
        waiting.push(...fetches);
        schedule();
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), DELAY_MS);
  }

  return {
    record(fetch) {
      waiting.push(fetch);
      schedule();
    },
    async flush() {
      await flush();
      clearTimeout(timer);
    },
  };
}

async function writeBatch(pool: Pool, organizationId: string, fetches: readonly Fetch[]): Promise<void> {
  await withOrganization(pool, organizationId, async (tx) => {
    await tx.query({
      name: 'record-fetches',
      text: `INSERT INTO gateway.export_fetches (organization_id, listing_id, fetched_at, calendar_version, status,
               agent_kind, user_agent, token_id)
             SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::uuid[])`,
      values: [
        organizationId,
        fetches.map((fetch) => fetch.listingId),
        fetches.map((fetch) => fetch.fetchedAt),
        fetches.map((fetch) => fetch.version),
        fetches.map((fetch) => fetch.status),
        fetches.map((fetch) => fetch.agentKind),
        fetches.map((fetch) => fetch.userAgent?.slice(0, LONGEST_USER_AGENT)),
        fetches.map((fetch) => fetch.tokenId),
      ],
    });
    await recordDestinations(tx, organizationId, fetches);
    // One event a listing and batch says as much as one a visit.
    const latest = new Map(fetches.map((fetch) => [fetch.listingId, fetch]));
    const now = fetches.map(({ fetchedAt }) => fetchedAt).reduce((a, b) => (a > b ? a : b));
    await pruneFetches(tx, [...latest.keys()], now);
    await logEvents(
      tx,
      [...latest.values()].map(({ listingId, unitId, fetchedAt }) => ({
        organizationId,
        type: 'ExportFetched',
        occurredAt: fetchedAt,
        listingId,
        unitId,
      })),
    );
  });
}
