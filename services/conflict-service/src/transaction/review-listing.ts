import type { Actor } from '@roomnight/database/audit';
import { readExposures } from '@roomnight/database/exposures/read-exposures';
import { withOrganization } from '@roomnight/database/tenant';
import { addNights, istNight } from '@roomnight/calendar/night';
import { CONFLICT_ROUND_WORKFLOW_ID } from '@roomnight/contracts/conflict-round';
import type { PoolClient } from 'pg';
import type { Scope } from '../rules/fact.ts';
import type { Finding } from '../rules/finding.ts';
import { settleConflicts, type StoredConflict } from '../rules/settle-conflicts.ts';
import { changeCalendar } from './change-calendar.ts';
import type { Done } from './journal.ts';
import { loadBookings } from './load-bookings.ts';
import { CONFLICT } from './load-calendar.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';
import { writeCalendar } from './write-calendar.ts';
import { conflictRecords } from './write-conflicts.ts';

export interface ListingToReview {
  organizationId: string;
  listingId: string;
}

const ACTOR: Actor = { kind: 'workflow', id: CONFLICT_ROUND_WORKFLOW_ID };
/** The longest preparation reaches that far beyond a stay that is over. */
const OVER_FOR_DAYS = 8;

/**
 * Brings the conflicts of one listing up to date with what no booking tells: what the listing says, once for each of its
 * revisions, and which nights its platform can still sell although it should know better. Harmless to repeat.
 */
export function reviewListing(
  { pool, clock }: Service,
  { organizationId, listingId }: ListingToReview,
): Promise<void> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx) => {
      const scope = await lockUnits(tx, 'listing', listingId);
      if (scope.size === 0) return;
      const review = { organizationId, listingId, scope, now: clock() };
      await judgeByTerms(tx, review);
      await judgeExposures(tx, review);
    }),
  );
}

interface Review extends ListingToReview {
  scope: Scope;
  now: Date;
}

async function judgeByTerms(
  tx: PoolClient,
  { organizationId, listingId, scope, now }: Review,
): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'review-listing',
    text: `INSERT INTO availability.listing_reviews AS r (listing_id, organization_id, revision, reviewed_at)
           SELECT id, organization_id, revision, $2 FROM gateway.listings WHERE id = $1
           ON CONFLICT (listing_id) DO UPDATE SET revision = excluded.revision, reviewed_at = excluded.reviewed_at
           WHERE r.revision <> excluded.revision`,
    values: [listingId, now],
  });
  if (rowCount === 0) return;
  const { rows } = await tx.query<{ id: string }>({
    name: 'stays-of-listing',
    text: STAYS,
    values: [listingId, addNights(istNight(now), -OVER_FOR_DAYS)],
  });
  const known = await loadBookings(
    tx,
    rows.map(({ id }) => id),
  );
  const reconsidered = [...known.values()].map(({ booking }) => booking);
  await changeCalendar(tx, { organizationId, scope, bookings: [], reconsidered, actor: ACTOR, now });
}

/** Those that are not over, and those whose conflicts may be. */
const STAYS = `
  SELECT id FROM availability.bookings b WHERE listing_id = $1 AND status = 'active' AND kind = 'stay'
    AND (check_out > $2::date
      OR EXISTS (SELECT FROM availability.calendar_conflicts WHERE first_booking_id = b.id AND status <> 'resolved')
      OR EXISTS (SELECT FROM availability.calendar_conflicts WHERE second_booking_id = b.id AND status <> 'resolved'))`;

async function judgeExposures(
  tx: PoolClient,
  { organizationId, listingId, scope, now }: Review,
): Promise<void> {
  const exposures = await readExposures(tx, { listingIds: [listingId] }, now);
  const overdue = exposures.filter(({ state }) => state === 'overdue');
  const sold = await loadBookings(
    tx,
    overdue.map(({ bookingId }) => bookingId),
  );
  const findings = overdue.flatMap(({ bookingId, nights }): Finding[] => {
    const first = sold.get(bookingId)?.booking;
    const [from, to] = [nights.at(0), nights.at(-1)];
    if (first?.kind !== 'stay' || from === undefined || to === undefined) return [];
    const span = { checkIn: from.checkIn, checkOut: to.checkOut };
    return [{ kind: 'potential', first, second: null, listingId, unitId: first.unitId, nights: span }];
  });
  const { rows: stored } = await tx.query<StoredConflict>({
    name: 'potential-conflicts',
    text: `${CONFLICT} WHERE listing_id = $1 AND kind = 'potential'`,
    values: [listingId],
  });
  const changes = settleConflicts(findings, stored, { changes: [], mirrors: [], words: [] }, istNight(now));
  if (changes.length === 0) return;
  const done: Done = {
    organizationId,
    now,
    actor: ACTOR,
    scope,
    conflicts: conflictRecords(changes, scope),
    bookings: [],
    mirrors: [],
    settlement: {
      conflicts: changes,
      locks: { dropped: [], added: [], renewed: [] },
      mirrors: { dropped: [], added: [] },
      assignments: [],
    },
    changedUnits: [],
    span: undefined,
    changeSetId: undefined,
    facts: new Map(),
  };
  await writeCalendar(tx, [done]);
}
