import { withOrganization } from '@roomnight/database/tenant';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import { randomUUID } from 'node:crypto';
import type { BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { expireHold } from './end-hold.ts';
import { keyReused, notFound } from './failures.ts';
import { loadRequest, type Request } from './load-request.ts';
import { leavesIn, lockUnits } from './lock-units.ts';
import { nameHolders } from './name-holders.ts';
import { rememberAnswer } from './remember-answer.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Claims the nights a person asked for, on every leaf of the units or on none. The answer is stored with the claim:
 * the same request gets the same one for ever.
 *
 * A stay that a platform has sold and a person enters by hand is a fact that cannot be refused, and so is one that
 * somebody books over taken nights on purpose: it gets what is free, and the rest is a conflict.
 *
 * @throws ApplicationFailure `NotFound` or `IdempotencyKeyReused`, neither retryable
 */
export async function claimNights(service: Service, input: BookingInput): Promise<ClaimAnswer> {
  for (;;) {
    const claimed = await claimOnce(service, input);
    if (claimed.kind !== 'holdsOver') return claimed;
    // Each in a transaction of its own: a hold may reach over units that this claim has not locked.
    for (const bookingId of claimed.bookingIds) {
      await expireHold(service, { organizationId: input.organizationId, bookingId });
    }
  }
}

/** Holds stand in the way whose end has come, but which nobody has ended yet. */
interface HoldsOver {
  kind: 'holdsOver';
  bookingIds: ReadonlySet<string>;
}

function claimOnce({ pool, clock }: Service, input: BookingInput): Promise<ClaimAnswer | HoldsOver> {
  const { organizationId, requestId } = input;
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<ClaimAnswer | HoldsOver> => {
      const scope = await lockUnits(tx, 'request', requestId);
      const request = await loadRequest(tx, requestId, leavesIn(scope));
      if (request === undefined || scope.size === 0) throw notFound('booking request', requestId);
      if (request.earlier !== null) {
        if (request.earlier.bodyHash !== request.bodyHash) throw keyReused();
        return request.earlier.answer;
      }
      const now = clock();
      const over = request.taken.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
      if (over.length > 0)
        return { kind: 'holdsOver', bookingIds: new Set(over.map(({ bookingId }) => bookingId)) };
      const isFree = request.taken.length === 0;
      const isAccepted = isFree || request.platform !== null || request.overrideReason !== null;
      const bookings = bookingsOf(request, isFree, now);
      if (isAccepted) {
        await changeCalendar(tx, {
          organizationId,
          scope,
          bookings,
          actor: { kind: 'user', id: request.requestedBy },
          now,
          // Whatever fact is on these nights would have a lock there: on free nights there is none to settle with.
          ...(isFree && { calendar: { scope, facts: [], locks: [], conflicts: [], mirrors: [], words: [] } }),
        });
      }
      const answer: ClaimAnswer = isAccepted
        ? accepted(bookings)
        : { kind: 'refused', taken: await nameHolders(tx, request.taken) };
      await rememberAnswer(tx, organizationId, request, answer, now);
      return answer;
    }),
  );
}

function accepted(bookings: readonly BookingChange[]): ClaimAnswer {
  const [first, ...also] = bookings.map(({ after }) => after);
  if (first === undefined) throw new Error('a request became no booking');
  const { id: bookingId, heldUntil } = first;
  return {
    kind: 'accepted',
    bookingId,
    ...(also.length > 0 && { alsoBookingIds: also.map(({ id }) => id) }),
    ...(heldUntil !== null && { heldUntil: heldUntil.toISOString() }),
  };
}

/** A request becomes the booking of the same id, and one more for each further unit. */
function bookingsOf(request: Request, isFree: boolean, now: Date): BookingChange[] {
  const first = bookingOf(request, isFree, now);
  return [
    first,
    ...request.alsoUnitIds.map((unitId) => ({
      ...first,
      after: { ...first.after, id: randomUUID(), unitId },
    })),
  ];
}

function bookingOf(request: Request, isFree: boolean, now: Date): BookingChange {
  const { id, unitId, listingId, kind, checkIn, checkOut, platform, reason, guest, holdMinutes } = request;
  const override = isFree ? null : request.overrideReason;
  const given = kind === 'block' ? 'Closed by hand' : 'Direct booking';
  const sold = platform === null ? given : `Sold on ${platform}, entered by hand`;
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
      reason: override === null ? (reason ?? sold) : `Booked over taken nights: ${override}`,
      createdAt: now,
      cancelledAt: null,
      cancelReason: null,
      icalUid: null,
      lastChangeSetId: null,
      lastSyncedAt: null,
      cannotTell: false,
      // Entered by hand it may have been sold long ago.
      nightsSince: platform === null ? now : null,
      heldUntil: holdMinutes === null ? null : new Date(now.getTime() + holdMinutes * 60_000),
    },
    ...(override !== null && {
      why: 'A member booked it over taken nights, an override; why is on the booking.',
    }),
    guest: Object.values(guest).some((field) => field !== null) ? guest : undefined,
  };
}
