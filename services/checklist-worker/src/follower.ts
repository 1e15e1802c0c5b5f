import { setTimeout as wait } from 'node:timers/promises';
import { currentCursor, readEvents, type EventCursor, type LoggedEvent } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import type { ClientBase } from 'pg';
import { reconcileAllListings } from './all-listings.ts';
import { readCursor, saveCursor } from './data/cursor.ts';
import { listingsConcerned } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { reconcileListing } from './reconcile-listing.ts';
import { concerns } from './rules/concerns.ts';

const CONSUMER = 'checklists';
const POLL = 250;
const RETRY = 1000;
const ATTEMPTS = 3;

/**
 * Follows the event log until stopped, and reconciles the manual listings that each event concerns. Of all
 * processes of this service one does it; the others stand by. Never rejects.
 */
export async function followEvents(deps: Dependencies, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await lead(deps, stop);
    } catch (error) {
      deps.logger.error({ err: error }, 'following the event log was interrupted');
    }
    await pause(RETRY, stop);
  }
}

/**
 * Leads for as long as its own connection lives: the lock belongs to the session. A row locked by an open
 * transaction would do too, but such a transaction holds back the horizon below which events can be read.
 */
async function lead(deps: Dependencies, stop: AbortSignal): Promise<void> {
  const session = await deps.pool.connect();
  const lost = new AbortController();
  session.on('error', () => lost.abort());
  try {
    const { rows } = await session.query<{ leading: boolean }>(
      `SELECT pg_try_advisory_lock(hashtextextended('roomnight.follower.' || $1, 0)) AS leading`,
      [CONSUMER],
    );
    if (rows[0]?.leading === true) await follow(deps, session, AbortSignal.any([stop, lost.signal]));
  } finally {
    session.release(true);
  }
}

async function follow(deps: Dependencies, session: ClientBase, stop: AbortSignal): Promise<void> {
  let cursor = (await readCursor(session, CONSUMER)) ?? (await startOver(deps, session));
  while (!stop.aborted) {
    const page = await readEvents(deps.pool, cursor);
    if (page.kind === 'tooFarBehind') {
      cursor = await startOver(deps, session);
      continue;
    }
    const last = page.events.at(-1);
    if (last === undefined) {
      await pause(POLL, stop);
      continue;
    }
    await handle(deps, page.events, stop);
    if (stop.aborted) return;
    await saveCursor(session, CONSUMER, last.cursor, deps.clock());
    cursor = last.cursor;
  }
}

/** The log cannot be followed from where we were: compare everything, then go on from where the log was before. */
async function startOver(deps: Dependencies, session: ClientBase): Promise<EventCursor> {
  const cursor = await currentCursor(deps.pool);
  const { listings, failed } = await reconcileAllListings(deps, 'the event log is followed anew', () => {});
  deps.logger.info({ listings, failed }, 'compared every manual listing');
  await saveCursor(session, CONSUMER, cursor, deps.clock());
  return cursor;
}

async function handle(deps: Dependencies, events: readonly LoggedEvent[], stop: AbortSignal): Promise<void> {
  for (const { organizationId, unitIds, listingIds } of concerns(events)) {
    const listings = await withOrganization(deps.pool, organizationId, (tx) =>
      listingsConcerned(tx, { unitIds, listingIds }),
    );
    for (const listingId of listings) {
      if (stop.aborted) return;
      await reconcileWithRetries(deps, organizationId, listingId, stop);
    }
  }
}

/** A listing that keeps failing does not hold back the others: the regular comparison takes it up again. */
async function reconcileWithRetries(
  deps: Dependencies,
  organizationId: string,
  listingId: string,
  stop: AbortSignal,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await reconcileListing(deps, { organizationId, listingId, reason: 'the calendar changed' });
    } catch (error) {
      deps.logger.error({ err: error, listingId, attempt }, 'the listing could not be reconciled');
      await pause(RETRY, stop);
    }
  }
}

async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal: stop }).catch(() => undefined);
}
