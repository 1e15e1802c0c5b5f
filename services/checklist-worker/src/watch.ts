import { asReader } from '@roomnight/database/tenant';
import type { FeedHealth } from '@roomnight/contracts/feed-sync';
import type { ClientBase } from 'pg';
import type { Dependencies } from './dependencies.ts';
import { countByHealth, nothingPolls } from './rules/feed-troubles.ts';
import { settleAlerts } from './settle-alerts.ts';
import { readWatchedFeeds } from './troubles/feeds.ts';
import type { Moment } from './troubles/source.ts';
import { troubleSources } from './troubles/sources.ts';

/** What one look at all organizations found. */
export interface Pass {
  /** How many feeds there are, by health. */
  feeds: Partial<Record<FeedHealth | 'paused', number>>;
  troubles: number;
  /** Organizations that could not be looked at. */
  failed: number;
  /** Nothing polls any feed of anybody. */
  silent: boolean;
  /** Mail that is due has been waiting for half an hour: alerts reach nobody. */
  mailStuck: boolean;
}

const MAIL_STUCK_AFTER = 30 * 60_000;

/**
 * Looks at all organizations and brings the alerts of those up to date where something is, or was, wrong. One that
 * fails does not hold back the others. A whole pass is written down: what reads that row sees a dead watchdog.
 *
 * @param onEach called after each organization
 */
export async function watch(deps: Dependencies, onEach: () => void): Promise<Pass> {
  const { organizationIds, ...found } = await findWork(deps);
  const pass: Pass = { ...found, troubles: 0, failed: 0 };
  for (const organizationId of organizationIds) {
    try {
      pass.troubles += await settleAlerts(deps, organizationId, found);
    } catch (error) {
      pass.failed += 1;
      deps.logger.error({ err: error, organizationId }, 'the alerts of an organization could not be settled');
    }
    onEach();
  }
  if (pass.failed === 0) await recordPass(deps, pass);
  return pass;
}

function findWork({
  pool,
  clock,
}: Dependencies): Promise<Pick<Pass, 'feeds' | 'silent' | 'mailStuck'> & { organizationIds: string[] }> {
  const now = clock();
  return asReader(pool, 'watchdog', async (tx) => {
    const feeds = await readWatchedFeeds(tx);
    const moment: Moment = { now, silent: nothingPolls(feeds, now) };
    const organizationIds = new Set(await withOpenAlerts(tx));
    for (const source of troubleSources) {
      for (const [organizationId, { troubles }] of await source.find(tx, moment)) {
        if (troubles.length > 0) organizationIds.add(organizationId);
      }
    }
    return {
      feeds: countByHealth(feeds, now),
      silent: moment.silent,
      mailStuck: await isMailStuck(tx, now),
      organizationIds: [...organizationIds],
    };
  });
}

async function withOpenAlerts(tx: ClientBase): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT DISTINCT organization_id AS id FROM checklists.alerts WHERE status = 'open'`,
  );
  return rows.map(({ id }) => id);
}

async function isMailStuck(tx: ClientBase, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ stuck: boolean }>(
    `SELECT EXISTS (SELECT FROM checklists.notification_deliveries WHERE sent_at IS NULL AND given_up_at IS NULL
       AND policy = 'at_least_once' AND created_at <= $1) AS stuck`,
    [new Date(now.getTime() - MAIL_STUCK_AFTER)],
  );
  return rows[0]?.stuck === true;
}

async function recordPass({ pool, clock }: Dependencies, { feeds, troubles }: Pass): Promise<void> {
  await pool.query(
    `INSERT INTO checklists.watchdog_passes (passed_at, feeds, troubles) VALUES ($1, $2, $3)
     ON CONFLICT (only_row) DO UPDATE
       SET passed_at = excluded.passed_at, feeds = excluded.feeds, troubles = excluded.troubles`,
    [clock(), JSON.stringify(feeds), troubles],
  );
}
