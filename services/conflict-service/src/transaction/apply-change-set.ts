import type { ClientBase } from 'pg';
import { withOrganization } from '@roomnight/database/tenant';
import type { Change } from '@roomnight/contracts/change-set';
import type { ApplyChangeSetInput, ApplyChangeSetResult } from '@roomnight/contracts/feed-sync';
import type { Scope } from '../rules/fact.ts';
import { kindOfChange, type BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { readChanges, type ImportedBy } from './read-changes.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Applies what a poll found, once however often it is called: the first result is given again.
 *
 * @throws ApplicationFailure `NotFound`, not retryable
 */
export function applyChangeSet(
  { pool, clock }: Service,
  input: ApplyChangeSetInput,
): Promise<ApplyChangeSetResult> {
  const { organizationId, changeSetId } = input;
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx) => {
      const scope = await lockUnits(tx, 'changeSet', changeSetId);
      const found = await loadChangeSet(tx, changeSetId);
      if (found === undefined || scope.size === 0) throw notFound('change set', changeSetId);
      if (found.result !== null) return found.result;
      const result = await applyChanges(tx, scope, input, found, clock());
      return result;
    }),
  );
}

interface ChangeSet {
  listingId: string;
  unitId: string;
  changes: Change[];
  /** Whether no booking came from the listing before. */
  isFirst: boolean;
  /** Of an earlier application. */
  result: ApplyChangeSetResult | null;
}

async function loadChangeSet(tx: ClientBase, changeSetId: string): Promise<ChangeSet | undefined> {
  const { rows } = await tx.query<ChangeSet>({
    name: 'change-set',
    text: `SELECT s.listing_id AS "listingId", l.unit_id AS "unitId", s.changes, a.result,
             NOT EXISTS (SELECT FROM availability.bookings b WHERE b.listing_id = s.listing_id) AS "isFirst"
           FROM sync.change_sets s JOIN gateway.listings l ON l.id = s.listing_id
           LEFT JOIN availability.applied_change_sets a ON a.change_set_id = s.id WHERE s.id = $1`,
    values: [changeSetId],
  });
  return rows[0];
}

async function applyChanges(
  tx: ClientBase,
  scope: Scope,
  { organizationId, changeSetId }: ApplyChangeSetInput,
  { listingId, unitId, changes, isFirst }: ChangeSet,
  now: Date,
): Promise<ApplyChangeSetResult> {
  const by: ImportedBy = { listingId, unitId, changeSetId, isFirst, now };
  const known = await loadBookings(
    tx,
    changes.map(({ bookingId }) => bookingId),
    listingId,
  );
  const bookings = readChanges(changes, known, by);
  const actor = { kind: 'workflow', id: `feed:${listingId}` } as const;
  const conflicts = await changeCalendar(tx, {
    organizationId,
    scope,
    bookings,
    actor,
    now,
    changeSetId,
  });
  const result: ApplyChangeSetResult = {
    created: count(bookings, 'created') + count(bookings, 'revived'),
    changed: count(bookings, 'changed'),
    cancelled: count(bookings, 'cancelled'),
    conflicts: conflicts.filter(({ change }) => change === 'detected' || change === 'reopened').length,
  };
  await tx.query({
    name: 'mark-applied',
    text: `INSERT INTO availability.applied_change_sets (organization_id, change_set_id, applied_at, result)
           VALUES ($1, $2, $3, $4)`,
    values: [organizationId, changeSetId, now, result],
  });
  return result;
}

function count(bookings: readonly BookingChange[], kind: ReturnType<typeof kindOfChange>): number {
  return bookings.filter((change) => kindOfChange(change) === kind).length;
}
