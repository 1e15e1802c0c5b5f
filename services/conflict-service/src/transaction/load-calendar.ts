import type { ClientBase } from 'pg';
import { earlierNight, type Night } from '@roomnight/calendar/night';
import { sameStay, type Stay } from '@roomnight/calendar/stay';
import type { Fact, FactChange, Scope, StoredLock } from '../rules/fact.ts';
import { nightsInReach, type Calendar } from '../rules/settle.ts';
import type { StoredConflict } from '../rules/settle-conflicts.ts';
import { loadOrder } from './load-order.ts';
import { loadPairs } from './load-pairs.ts';
import { loadTerms } from './load-terms.ts';
import { leavesIn } from './lock-units.ts';

/**
 * Reads what a decision about some changes needs: what is on the nights in their reach. Every statement names units:
 * ranges are no index under the tenant wall.
 */
export async function loadCalendar(
  tx: ClientBase,
  scope: Scope,
  changes: readonly FactChange[],
  today: Night,
): Promise<Calendar> {
  const ids = changes.flatMap(({ before, after }) => before?.id ?? after?.id ?? []);
  const nothing = { scope, facts: [], locks: [], conflicts: [], mirrors: [], words: [], terms: new Map() };
  if (changes.length === 0) return nothing;
  const [terms, order] = await Promise.all([loadTerms(tx, scope), loadOrder(tx, scope)]);
  const near = nightsInReach(changes, { ...nothing, terms });
  if (near === undefined) return nothing;
  const touched = withPools(scope, near, today);
  let facts = await loadFacts(tx, scope, touched);
  let pairs = await loadPairs(tx, ids, facts);
  const reach = withPools(scope, nightsInReach(changes, { facts, terms, ...pairs }) ?? near, today);
  if (!sameStay(reach, touched)) {
    facts = await loadFacts(tx, scope, reach);
    pairs = await loadPairs(tx, ids, facts);
  }
  const [locks, conflicts] = await Promise.all([
    loadLocks(tx, leavesIn(scope), reach),
    tx.query<StoredConflict>({
      name: 'conflicts',
      text: CONFLICTS,
      values: [[...new Set([...ids, ...facts.map(({ id }) => id)])]],
    }),
  ]);
  return { scope, facts, locks, conflicts: conflicts.rows, terms, order, ...pairs };
}

/** The locks of some leaves that overlap nights or lie against them. */
export async function loadLocks(
  tx: ClientBase,
  leaves: readonly string[],
  { checkIn, checkOut }: Stay,
): Promise<StoredLock[]> {
  const values = [leaves, checkIn, checkOut];
  const { rows } = await tx.query<StoredLock>({ name: 'locks', text: LOCKS, values });
  return rows;
}

/** Whoever has not arrived may be moved to another room, and what is on all of those nights tells whether it can be. */
function withPools(scope: Scope, reach: Stay, today: Night): Stay {
  if (![...scope.values()].some(({ isPool }) => isPool)) return reach;
  return { checkIn: earlierNight(reach.checkIn, today), checkOut: FOR_EVER };
}

const FOR_EVER = '9999-12-31';

async function loadFacts(tx: ClientBase, scope: Scope, { checkIn, checkOut }: Stay): Promise<Fact[]> {
  const values = [[...scope.keys()], checkIn, checkOut];
  const { rows } = await tx.query<Fact>({ name: 'facts', text: FACTS, values });
  return rows;
}

/**
 * Bookings may overlap, so the end of one says nothing of the next one's begin. Those that end long after the nights
 * asked for are long themselves, and few: they have an index of their own, and the reading of the others is bounded
 * however many bookings a unit has.
 */
const FACT = `SELECT id, unit_id AS "unitId", assigned_unit_id AS "assignedUnitId", kind, tentative, check_in AS "checkIn", check_out AS "checkOut",
  created_at AS "createdAt", listing_id AS "listingId", source, ical_uid AS "icalUid", cannot_tell AS "cannotTell",
  nights_since AS "nightsSince", held_until AS "heldUntil", value_paise AS "valuePaise" FROM availability.bookings WHERE status = 'active' AND unit_id = ANY($1::uuid[])`;

export const FACTS = `
  ${FACT} AND check_out > $2::date AND check_out <= $3::date + 60 AND check_in < $3::date
  UNION ALL
  ${FACT} AND check_out > $3::date + 60 AND check_out - check_in > 60 AND check_in < $3::date`;

const LOCK = `SELECT id, unit_id AS "unitId", booking_id AS "bookingId", check_in AS "checkIn", check_out AS "checkOut",
  expires_at AS "expiresAt" FROM availability.availability_locks`;

/** Locks do not overlap: after those that end within the nights at most one more of each leaf can reach into them. */
export const LOCKS = `
  ${LOCK} WHERE unit_id = ANY($1::uuid[]) AND check_out >= $2::date AND check_out <= $3::date
  UNION ALL
  SELECT next.* FROM unnest($1::uuid[]) AS leaf CROSS JOIN LATERAL (
    ${LOCK} WHERE unit_id = leaf AND check_out > $3::date ORDER BY check_out LIMIT 1
  ) AS next WHERE next."checkIn" <= $3::date`;

export const CONFLICT = `SELECT id, kind, unit_id AS "unitId", first_booking_id AS "firstBookingId",
  second_booking_id AS "secondBookingId", listing_id AS "listingId", check_in AS "checkIn", check_out AS "checkOut", severity, status
  FROM availability.calendar_conflicts`;

export const CONFLICTS = `
  ${CONFLICT} WHERE first_booking_id = ANY($1::uuid[])
  UNION
  ${CONFLICT} WHERE second_booking_id = ANY($1::uuid[])`;
