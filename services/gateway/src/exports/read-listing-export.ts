import type { PoolClient } from 'pg';
import { type AgentKind } from '@roomnight/platforms/export-agent';

/** An address at which a listing's export is answered. */
export interface ExportAddress {
  readonly tokenId: string;
  readonly tokenHint: string;
  readonly createdAt: Date;
  /** Of one that was replaced; null for the current one. */
  readonly endsAt: Date | null;
  /** When the platform last fetched by it, within the time that visits are kept. */
  readonly lastFetchAt: Date | null;
}

/** Visits of one kind of agent to a listing's export. */
export interface ExportVisits {
  readonly agentKind: AgentKind;
  readonly visits: number;
  readonly lastAt: Date;
  /** Which address the last one came by, as its last four characters; null when it is not known. */
  readonly tokenHint: string | null;
}

/** The addresses that are good at `now`, the current one first. */
export async function readAddresses(tx: PoolClient, listingId: string, now: Date): Promise<ExportAddress[]> {
  const { rows } = await tx.query<ExportAddress>({
    name: 'addresses-of-export',
    text: `SELECT token.id AS "tokenId", token.token_hint AS "tokenHint", token.created_at AS "createdAt", token.expires_at AS "endsAt",
             (SELECT max(visit.fetched_at) FROM gateway.export_fetches visit
              WHERE visit.listing_id = $1 AND visit.token_id = token.id AND visit.agent_kind <> 'browser') AS "lastFetchAt"
           FROM gateway.export_tokens token
           WHERE token.listing_id = $1 AND (token.expires_at IS NULL OR token.expires_at > $2)
           ORDER BY token.expires_at DESC NULLS FIRST, token.created_at DESC`,
    values: [listingId, now],
  });
  return rows;
}

/** Who fetched the export in the time that visits are kept, the latest first. */
export async function readVisits(tx: PoolClient, listingId: string): Promise<ExportVisits[]> {
  const { rows } = await tx.query<ExportVisits>({
    name: 'visits-of-export',
    text: `SELECT DISTINCT ON (visit.agent_kind) visit.agent_kind AS "agentKind", visit.fetched_at AS "lastAt",
             count(*) OVER (PARTITION BY visit.agent_kind) AS visits,
             (SELECT token_hint FROM gateway.export_tokens token WHERE token.id = visit.token_id) AS "tokenHint"
           FROM gateway.export_fetches visit WHERE visit.listing_id = $1
           ORDER BY visit.agent_kind, visit.fetched_at DESC`,
    values: [listingId],
  });
  return rows.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
}
