import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Pool } from 'pg';
import type { SecretBox } from '@roomnight/database/secret-box';
import { rawBodyContext } from '@roomnight/database/sealed-values';
import { asReader, withOrganization } from '@roomnight/database/tenant';
import type { PlatformRow } from '@roomnight/platforms/registry';
import type { ReadBy } from '../reading/read-feed.ts';
import type { Basis } from '../rules/evaluate.ts';
import type { PollOutcome } from './record-poll.ts';

const unpack = promisify(gunzip);

/** One poll with everything it was read and judged by, so that it can be replayed. Guest data is in it. */
export interface KeptPoll {
  readonly listingId: string;
  readonly platform: PlatformRow;
  /** What the feed answered; null when it answered that nothing changed since. */
  readonly raw: { readonly body: Buffer; readonly readBy: ReadBy } | null;
  readonly basis: Basis;
  readonly decided: Decided;
}

/** What was decided. */
export type Decided = Pick<PollOutcome, 'outcome' | 'message' | 'changes' | 'read' | 'error'>;

/**
 * Opens what was kept of a sync run, whichever organization's it is.
 *
 * @returns undefined when nothing is kept of it
 * @throws {UnreadableSecret}
 */
export async function readKeptPoll(
  pool: Pool,
  secrets: SecretBox,
  syncRunId: string,
): Promise<KeptPoll | undefined> {
  const organizationId = await asReader(pool, 'sweeper', async (tx) => {
    const { rows } = await tx.query<{ organizationId: string }>(
      'SELECT organization_id AS "organizationId" FROM sync.raw_bodies WHERE sync_run_id = $1',
      [syncRunId],
    );
    return rows[0]?.organizationId;
  });
  if (organizationId === undefined) return undefined;
  const sealed = await withOrganization(pool, organizationId, async (tx) => {
    const { rows } = await tx.query<{ sealed: Buffer }>(
      'SELECT sealed FROM sync.raw_bodies WHERE sync_run_id = $1',
      [syncRunId],
    );
    return rows[0]?.sealed;
  });
  if (sealed === undefined) return undefined;
  return unpacked(await unpack(secrets.openBytes(sealed, rawBodyContext(syncRunId))));
}

function unpacked(bytes: Buffer): KeptPoll {
  const { raw, basis, ...kept } = JSON.parse(bytes.toString());
  return {
    ...kept,
    raw: raw && {
      body: Buffer.from(raw.body, 'latin1'),
      readBy: { ...raw.readBy, now: new Date(raw.readBy.now) },
    },
    basis: { ...basis, now: new Date(basis.now) },
  };
}
