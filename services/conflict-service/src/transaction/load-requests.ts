import type { ClientBase } from 'pg';
import type { ClaimAnswer } from '@roomnight/contracts/booking';
import { scopeOf, type Scope } from '../rules/fact.ts';
import type { Terms } from '../rules/terms.ts';
import type { Guest } from './booking-record.ts';
import { loadTermsRows, readTerms } from './load-terms.ts';
import { HOLDER, type HeldLock } from './name-holders.ts';

/** What a person asked for, and what stands in its way. */
export interface Request {
  id: string;
  idempotencyKey: string;
  bodyHash: string;
  kind: 'stay' | 'block';
  unitId: string;
  listingId: string | null;
  /** The platform that has sold it already, by name. */
  platform: string | null;
  checkIn: string;
  checkOut: string;
  /** Further units for the same nights. */
  alsoUnitIds: string[];
  /** Set when the nights are only to be held. */
  holdMinutes: number | null;
  /** Why they are to be booked even if they are taken. */
  overrideReason: string | null;
  reason: string | null;
  /** What the guest pays, in paise. */
  valuePaise: number | null;
  requestedBy: string;
  guest: Guest;
  /** The answer this key was given before. */
  earlier: { bodyHash: string; answer: ClaimAnswer } | null;
  /** What others hold of the nights asked for. */
  taken: HeldLock[];
  /** Of the listings of every unit in reach. */
  terms: Terms;
}

export function unitsOf({ unitId, alsoUnitIds }: Request): string[] {
  return [unitId, ...alsoUnitIds];
}

/**
 * Requests by id; one that is not there is none of this organization's.
 *
 * @param scope the units in reach of them all, locked by the caller
 */
export async function loadRequests(
  tx: ClientBase,
  requestIds: readonly string[],
  scope: Scope,
): Promise<ReadonlyMap<string, Request>> {
  const parts = [...scope].flatMap(([unitId, { leaves }]) => leaves.map((leaf) => ({ unitId, leaf })));
  const [{ rows }, terms] = await Promise.all([
    tx.query<RequestRow>({
      name: 'requests',
      text: REQUESTS,
      values: [requestIds, parts.map(({ unitId }) => unitId), parts.map(({ leaf }) => leaf)],
    }),
    loadTermsRows(tx, [...scope.keys()]),
  ]);
  const requests = new Map<string, Request>();
  for (const row of rows) {
    const reach = scopeOf(scope, [row.unitId, ...row.alsoUnitIds]);
    // Its units are gone.
    if (reach.size === 0) continue;
    const inReach = terms.filter(({ unitId }) => reach.has(unitId));
    requests.set(row.id, { ...row, taken: row.taken.map(withInstant), terms: readTerms(inReach) });
  }
  return requests;
}

type RequestRow = Omit<Request, 'taken' | 'terms'> & {
  taken: (Omit<HeldLock, 'expiresAt'> & { expiresAt: string | null })[];
};

/** JSON knows no instants. */
function withInstant<T extends { expiresAt: string | null }>(
  taken: T,
): Omit<T, 'expiresAt'> & { expiresAt: Date | null } {
  return { ...taken, expiresAt: taken.expiresAt === null ? null : new Date(taken.expiresAt) };
}

/** Locks do not overlap: after those that end within the nights at most one more of each leaf can reach into them. */
const TAKEN = `
  SELECT l.unit_id, l.booking_id, l.expires_at, greatest(l.check_in, r.check_in) AS check_in, least(l.check_out, r.check_out) AS check_out
  FROM (SELECT DISTINCT leaf FROM unnest($2::uuid[], $3::uuid[]) AS part (unit_id, leaf)
    WHERE part.unit_id = ANY(r.unit_id || r.also_unit_ids)) AS asked CROSS JOIN LATERAL (
    (SELECT unit_id, booking_id, expires_at, check_in, check_out FROM availability.availability_locks
      WHERE unit_id = leaf AND check_out > r.check_in AND check_out < r.check_out)
    UNION ALL
    (SELECT unit_id, booking_id, expires_at, check_in, check_out FROM availability.availability_locks
      WHERE unit_id = leaf AND check_out >= r.check_out ORDER BY check_out LIMIT 1)
  ) AS l WHERE l.check_in < r.check_out`;

const REQUESTS = `
  SELECT r.id, r.idempotency_key AS "idempotencyKey", r.body_hash AS "bodyHash", r.kind, r.unit_id AS "unitId",
    r.listing_id AS "listingId", r.check_in AS "checkIn", r.check_out AS "checkOut", r.reason,
    r.also_unit_ids AS "alsoUnitIds", r.hold_minutes AS "holdMinutes", r.override_reason AS "overrideReason",
    r.requested_by AS "requestedBy", r.value_paise AS "valuePaise",
    json_build_object('name', r.guest_name, 'email', r.guest_email, 'phone', r.guest_phone) AS guest,
    CASE WHEN k.key IS NOT NULL THEN json_build_object('bodyHash', k.body_hash, 'answer', k.answer) END AS earlier,
    (SELECT p.name FROM gateway.listings s JOIN gateway.ota_platforms p ON p.id = s.platform_id
      WHERE s.id = r.listing_id) AS platform,
    (SELECT coalesce(json_agg(json_build_object('unitId', t.unit_id, 'bookingId', t.booking_id, 'checkIn', t.check_in,
        'checkOut', t.check_out, 'expiresAt', t.expires_at,
        'holder', (SELECT ${HOLDER} FROM availability.bookings b WHERE b.id = t.booking_id)) ORDER BY t.check_in, t.unit_id), '[]')
      FROM (${TAKEN}) AS t) AS taken
  FROM gateway.booking_requests r LEFT JOIN availability.idempotency_keys k
    ON k.organization_id = r.organization_id AND k.key = r.idempotency_key
  WHERE r.id = ANY($1::uuid[])`;
