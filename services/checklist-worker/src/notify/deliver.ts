import { asReader, withOrganization } from '@roomnight/database/tenant';
import type { Dependencies } from '../dependencies.ts';
import { claimDelivery, giveUp, LEASE, markSent, releaseDelivery } from './deliveries.ts';
import type { Outcome } from './mailer.ts';

const PAGE = 100;
/** A server that takes none of so many in a row is away: the others wait for the next round. */
const PATIENCE = 3;

/** Sends one e-mail, if it is ours to send now. What came of it, or what had come of it before. */
export async function deliver(
  { pool, clock, mailer }: Dependencies,
  organizationId: string,
  dedupeKey: string,
): Promise<Outcome> {
  const claimedAt = clock();
  const claim = await withOrganization(pool, organizationId, (tx) => claimDelivery(tx, dedupeKey, claimedAt));
  if (claim.kind !== 'claimed') return claim.kind;
  const { mail, to, attempt } = claim;
  const outcome = await mailer.send({ ...mail, to, dedupeKey });
  if (outcome === 'unknown') return outcome;
  await withOrganization(pool, organizationId, (tx) => {
    if (outcome === 'sent') return markSent(tx, dedupeKey, clock());
    if (outcome === 'rejected') return giveUp(tx, dedupeKey, clock());
    return releaseDelivery(tx, { dedupeKey, claimedAt, attempt });
  });
  return outcome;
}

/** How many e-mails of a round ended how. */
export type Round = Record<Outcome | 'failed', number>;

/**
 * Sends every e-mail of all organizations that is promised at least once and due: new ones, those refused before,
 * and those of attempts that never said how they ended. One that fails does not hold back the others.
 *
 * @param onEach called after each one
 */
export async function deliverDue(deps: Dependencies, onEach: () => void): Promise<Round> {
  const round: Round = { sent: 0, refused: 0, rejected: 0, unknown: 0, failed: 0 };
  const tried = new Set<string>();
  let refusals = 0;
  for (;;) {
    const due = (await readDue(deps)).filter(({ dedupeKey }) => !tried.has(dedupeKey));
    if (due.length === 0) return round;
    for (const { organizationId, dedupeKey } of due) {
      tried.add(dedupeKey);
      const outcome = await attempt(deps, organizationId, dedupeKey);
      round[outcome] += 1;
      refusals = outcome === 'refused' || outcome === 'unknown' ? refusals + 1 : 0;
      onEach();
      if (refusals === PATIENCE) return round;
    }
  }
}

async function attempt(
  deps: Dependencies,
  organizationId: string,
  dedupeKey: string,
): Promise<Outcome | 'failed'> {
  try {
    return await deliver(deps, organizationId, dedupeKey);
  } catch (error) {
    deps.logger.error({ err: error, organizationId }, 'an e-mail could not be delivered');
    return 'failed';
  }
}

function readDue({ pool, clock }: Dependencies): Promise<{ organizationId: string; dedupeKey: string }[]> {
  const now = clock();
  return asReader(pool, 'watchdog', async (tx) => {
    const { rows } = await tx.query<{ organizationId: string; dedupeKey: string }>({
      name: 'due-deliveries',
      text: `SELECT organization_id AS "organizationId", dedupe_key AS "dedupeKey"
             FROM checklists.notification_deliveries
             WHERE sent_at IS NULL AND given_up_at IS NULL AND policy = 'at_least_once'
               AND coalesce(not_before <= $1, true) AND coalesce(claimed_at <= $2, true)
             ORDER BY created_at, dedupe_key LIMIT $3`,
      values: [now, new Date(now.getTime() - LEASE), PAGE],
    });
    return rows;
  });
}
