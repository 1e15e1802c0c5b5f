import type { ClientBase } from 'pg';
import { withOrganization } from '@roomnight/database/tenant';
import { together } from '@roomnight/database/together';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import type { BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { keyReused, notFound } from './failures.ts';
import { loadRequest, type Request } from './load-request.ts';
import { leavesIn, lockUnits } from './lock-units.ts';
import { nameHolders } from './name-holders.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Claims the nights a person asked for, on every leaf of the unit or on none. The answer is stored with the claim:
 * the same request gets the same one for ever.
 *
 * A stay that a platform has sold and a person enters by hand is a fact that cannot be refused: it gets what is
 * free, and the rest is a conflict.
 *
 * @throws ApplicationFailure `NotFound` or `IdempotencyKeyReused`, neither retryable
 */
export function claimNights({ pool, clock }: Service, input: BookingInput): Promise<ClaimAnswer> {
  const { organizationId, requestId } = input;
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx) => {
      const scope = await lockUnits(tx, 'request', requestId);
      const request = await loadRequest(tx, requestId, leavesIn(scope));
      if (request === undefined || scope.size === 0) throw notFound('booking request', requestId);
      if (request.earlier !== null) {
        if (request.earlier.bodyHash !== request.bodyHash) throw keyReused();
        return request.earlier.answer;
      }
      const now = clock();
      const isFree = request.taken.length === 0;
      const isAccepted = isFree || request.platform !== null;
      const answer: ClaimAnswer = isAccepted
        ? { kind: 'accepted', bookingId: request.id }
        : { kind: 'refused', taken: await nameHolders(tx, request.taken) };
      const writes: Promise<unknown>[] = [remember(tx, organizationId, request, answer, now)];
      if (isAccepted) {
        const changing = changeCalendar(tx, {
          organizationId,
          scope,
          bookings: [bookingOf(request, now)],
          actor: { kind: 'user', id: request.requestedBy },
          now,
          // Whatever fact is on these nights would have a lock there: on free nights there is none to settle with.
          ...(isFree && { calendar: { scope, facts: [], locks: [], conflicts: [], mirrors: [], words: [] } }),
        });
        writes.push(changing);
      }
      await together(writes);
      return answer;
    }),
  );
}

/** A request becomes the booking of the same id. */
function bookingOf(request: Request, now: Date): BookingChange {
  const { id, unitId, listingId, kind, checkIn, checkOut, platform, reason, guest } = request;
  const given = kind === 'block' ? 'Closed by hand' : 'Direct booking';
  return {
    after: {
      id,
      unitId,
      listingId,
      kind,
      checkIn,
      checkOut,
      source: 'direct',
      status: 'active',
      tentative: false,
      reason: reason ?? (platform === null ? given : `Sold on ${platform}, entered by hand`),
      createdAt: now,
      cancelledAt: null,
      cancelReason: null,
      icalUid: null,
      lastChangeSetId: null,
      lastSyncedAt: null,
      cannotTell: false,
      // Entered by hand it may have been sold long ago.
      nightsSince: platform === null ? now : null,
    },
    guest: Object.values(guest).some((field) => field !== null) ? guest : undefined,
  };
}

async function remember(
  tx: ClientBase,
  organizationId: string,
  request: Request,
  answer: ClaimAnswer,
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'remember-answer',
    text: `INSERT INTO availability.idempotency_keys (organization_id, key, body_hash, answer, answered_at)
           VALUES ($1, $2, $3, $4, $5)`,
    values: [organizationId, request.idempotencyKey, request.bodyHash, answer, now],
  });
}
