import { Listing } from '@roomnight/database/entities/listing';
import type { App, Session } from '../context.ts';
import { IdempotencyKeyReused, InvalidInput } from '../failures.ts';
import { isId, optionalText, requiredText } from '../input.ts';
import { bodyHash } from './body-hash.ts';
import { checkUnits } from './check-units.ts';
import { checkHoldMinutes, checkIdempotencyKey, checkNights } from './request-rules.ts';

const MOST_PAISE = 2_000_000_000;

export interface BookingWish {
  kind: 'stay' | 'block';
  unitId: string;
  checkIn: string;
  checkOut: string;
  guestName: string | null;
  guestEmail: string | null;
  guestPhone: string | null;
  /** The listing of a manual platform it was sold on. */
  listingId: string | null;
  reason: string | null;
  /** What the guest pays, in rupees, if somebody says. */
  value?: number | null | undefined;
  /** Further units for the same nights, all or none. */
  alsoUnitIds?: string[] | undefined;
  /** Given when the nights are only to be held. */
  holdMinutes?: number | undefined;
  /** Given when they are to be booked even if they are taken: why. */
  overrideReason?: string | undefined;
  idempotencyKey: string;
}

/**
 * Keeps what was asked for, guest data included, and returns the row's id: the same one for the same request
 * under the same key.
 *
 * @throws {InvalidInput} @throws {IdempotencyKeyReused}
 */
export async function storeRequest(app: App, session: Session, asked: BookingWish): Promise<string> {
  checkIdempotencyKey(asked.idempotencyKey);
  const now = app.clock();
  checkNights(asked, now);
  paiseOf(asked.value);
  if (asked.holdMinutes !== undefined) checkHoldMinutes(asked.holdMinutes);
  const wish = withCleanTexts(asked);
  const { em, viewer } = session;
  return em.transactional(async (tx) => {
    const hash = hashOf(wish);
    const rows = await tx.execute<{ id: string; body_hash: string }[]>(
      `SELECT id, body_hash FROM gateway.booking_requests WHERE organization_id = ? AND idempotency_key = ?`,
      [viewer.organizationId, wish.idempotencyKey],
    );
    const known = rows[0];
    if (known) return sameRequest(known, hash);

    await checkUnits(tx, wish);
    if (wish.listingId !== null) {
      const listing = isId(wish.listingId) ? await tx.findOne(Listing, { id: wish.listingId }) : null;
      if (!listing || listing.unitId !== wish.unitId || listing.status === 'deleted') {
        throw new InvalidInput('soldOnListingId', 'This unit has no such listing.');
      }
      if (listing.mode !== 'manual') {
        throw new InvalidInput('soldOnListingId', 'This platform’s bookings come by its feed.');
      }
    }
    // Two tries of one request at once: the second finds the first one's row.
    const stored = await tx.execute<{ id: string; body_hash: string }[]>(
      `INSERT INTO gateway.booking_requests (organization_id, idempotency_key, body_hash, kind, unit_id, listing_id,
         check_in, check_out, guest_name, guest_email, guest_phone, reason, value_paise, requested_by, requested_at,
         also_unit_ids, hold_minutes, override_reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?)
       ON CONFLICT (organization_id, idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
       RETURNING id, body_hash`,
      [
        viewer.organizationId,
        wish.idempotencyKey,
        hash,
        wish.kind,
        wish.unitId,
        wish.listingId,
        wish.checkIn,
        wish.checkOut,
        wish.guestName,
        wish.guestEmail,
        wish.guestPhone,
        wish.reason,
        paiseOf(wish.value),
        viewer.userId,
        now,
        `{${(wish.alsoUnitIds ?? []).join(',')}}`,
        wish.holdMinutes ?? null,
        wish.overrideReason ?? null,
      ],
    );
    const row = stored[0];
    if (!row) throw new Error('an INSERT with RETURNING gave no row');
    return sameRequest(row, hash);
  });
}

function sameRequest(row: { id: string; body_hash: string }, hash: string): string {
  if (row.body_hash !== hash) throw new IdempotencyKeyReused();
  return row.id;
}

function withCleanTexts(wish: BookingWish): BookingWish {
  const clean = {
    ...wish,
    guestName: optionalText('guestName', wish.guestName, 200),
    guestEmail: optionalText('guestEmail', wish.guestEmail, 320),
    guestPhone: optionalText('guestPhone', wish.guestPhone, 40),
    reason: optionalText('reason', wish.reason, 300),
    ...(wish.overrideReason !== undefined && {
      overrideReason: requiredText('override.reason', wish.overrideReason, 300),
    }),
  };
  if (clean.kind === 'stay' && clean.guestName === null) {
    throw new InvalidInput('guestName', 'This must not be empty.');
  }
  if (clean.kind === 'block' && clean.reason === null) {
    throw new InvalidInput('reason', 'This must not be empty.');
  }
  return clean;
}

/** @throws {InvalidInput} */
function paiseOf(rupees: number | null | undefined): number | null {
  if (rupees === null || rupees === undefined) return null;
  const paise = Math.round(rupees * 100);
  if (paise < 0 || paise > MOST_PAISE) throw new InvalidInput('value', 'Between 0 and 2 crore rupees.');
  return paise;
}

/** What is not said at all leaves the hash as it was before it could be said: a retry over an upgrade is the same request. */
function hashOf(wish: BookingWish): string {
  const { value, ...rest } = wish;
  const said = Object.entries({ ...rest, value: value ?? undefined }).filter(
    ([, each]) => each !== undefined,
  );
  return bodyHash({ idempotencyKey: wish.idempotencyKey, ...Object.fromEntries(said) });
}
