import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import type { Evaluation } from '../rules/evaluate.ts';
import type { Pending } from '../rules/pending.ts';
import type { Decision } from '../rules/words.ts';
import type { ImportListing } from './listing.ts';

/** The decisions about a quarantine that were not applied yet, oldest first. */
export async function readDecisions(tx: ClientBase, quarantineId: string): Promise<Decision[]> {
  const { rows } = await tx.query<Decision>({
    name: 'quarantine-decisions',
    text: `SELECT d.id, d.decided_by AS by, d.free, d.shown
           FROM gateway.quarantine_decisions d JOIN sync.quarantines q ON q.id = d.quarantine_id
           WHERE q.id = $1 AND d.id <> ALL (q.decision_ids) ORDER BY d.decided_at, d.id`,
    values: [quarantineId],
  });
  return rows;
}

interface Quarantine {
  id: string;
  isWholeFeed: boolean;
  reason: string;
  releases: readonly Pending[];
  status: 'open' | 'accepted' | 'rejected';
}

interface Judged {
  listing: ImportListing;
  /** The one that stands. */
  quarantineId: string | null;
  /** Applied by this poll. */
  decisions: readonly Decision[];
  evaluation: Pick<Evaluation, 'pending' | 'suspicion' | 'changes'>;
  now: Date;
}

/** The quarantine that stands after a poll, and whether anything of it changed. */
export interface Kept {
  quarantineId: string | null;
  changed: boolean;
}

/**
 * Makes the listing's one standing quarantine say what the feed would free and does not: opens it, changes it, or closes
 * it when nothing is left to decide.
 */
export async function keepQuarantine(tx: ClientBase, judged: Judged): Promise<Kept> {
  const { evaluation, quarantineId, now } = judged;
  const { pending, suspicion } = evaluation;
  if (quarantineId === null && pending.length === 0) return { quarantineId, changed: false };
  const isWholeFeed = suspicion !== undefined;
  const reason = suspicion ?? reasonOf(pending);
  const status = statusOf(pending);
  if (quarantineId === null) {
    const id = randomUUID();
    await open(tx, judged, { id, isWholeFeed, reason, releases: pending, status });
    return { quarantineId: id, changed: true };
  }
  const before = await read(tx, quarantineId);
  const applied = judged.decisions.map(({ id }) => id);
  if (pending.length === 0) {
    await tx.query({
      name: 'close-quarantine',
      text: `UPDATE sync.quarantines SET status = $2, closed_at = $3, changed_at = $3, decision_ids = decision_ids || $4
             WHERE id = $1`,
      values: [quarantineId, endOf(before, judged), now, applied],
    });
    return { quarantineId: null, changed: true };
  }
  const after: Quarantine = { id: quarantineId, isWholeFeed, reason, releases: pending, status };
  if (applied.length === 0 && isDeepStrictEqual(before, JSON.parse(JSON.stringify(after))))
    return { quarantineId, changed: false };
  await tx.query({
    name: 'change-quarantine',
    text: `UPDATE sync.quarantines SET is_whole_feed = $2, reason = $3, releases = $4, status = $5, changed_at = $6,
             revision = revision + 1, decision_ids = decision_ids || $7 WHERE id = $1`,
    values: [quarantineId, isWholeFeed, reason, JSON.stringify(pending), status, now, applied],
  });
  return { quarantineId, changed: true };
}

function reasonOf(pending: readonly Pending[]): string {
  const open = pending.filter(({ said }) => said === undefined);
  const [first, ...rest] = open.length > 0 ? open : pending;
  if (rest.length > 0) return `${rest.length + 1} bookings wait for a person to decide.`;
  return first?.why ?? '';
}

/** Open while anything in it is undecided. */
function statusOf(pending: readonly Pending[]): Quarantine['status'] {
  if (pending.some(({ said }) => said === undefined)) return 'open';
  return pending.some(({ said }) => said === 'free') ? 'accepted' : 'rejected';
}

/** Accepted if this poll freed what a person decided to free; recovered if the feed shows it again, or it is over. */
function endOf(before: Quarantine, { evaluation }: Judged): 'accepted' | 'rejected' | 'recovered' {
  if (evaluation.changes.some(({ by }) => by !== undefined)) return 'accepted';
  return before.status === 'rejected' ? 'rejected' : 'recovered';
}

async function open(tx: ClientBase, { listing, now }: Judged, quarantine: Quarantine): Promise<void> {
  await tx.query({
    name: 'open-quarantine',
    text: `INSERT INTO sync.quarantines (id, organization_id, listing_id, is_whole_feed, reason, releases, status,
             opened_at, changed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    values: [
      quarantine.id,
      listing.organizationId,
      listing.listingId,
      quarantine.isWholeFeed,
      quarantine.reason,
      JSON.stringify(quarantine.releases),
      quarantine.status,
      now,
    ],
  });
}

async function read(tx: ClientBase, id: string): Promise<Quarantine> {
  const { rows } = await tx.query<Quarantine>({
    name: 'read-quarantine',
    text: `SELECT id, is_whole_feed AS "isWholeFeed", reason, releases, status FROM sync.quarantines WHERE id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`quarantine ${id} vanished`);
  return row;
}
