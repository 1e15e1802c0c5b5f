import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { countNights, nightSet } from '@roomnight/calendar/night-set';
import { stayLength } from '@roomnight/calendar/stay';
import { withOrganization } from '@roomnight/database/tenant';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import type { Scope } from '../rules/fact.ts';
import { settle, type Calendar } from '../rules/settle.ts';
import { longestPreparation } from '../rules/terms.ts';
import type { BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { keyReused, notFound } from './failures.ts';
import { loadRequest, type Request } from './load-request.ts';
import { loadCalendar } from './load-calendar.ts';
import { readTerms } from './load-terms.ts';
import { lockUnits } from './lock-units.ts';
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
      const request = await loadRequest(tx, requestId, scope);
      if (request === undefined || scope.size === 0) throw notFound('booking request', requestId);
      if (request.earlier !== null) {
        if (request.earlier.bodyHash !== request.bodyHash) throw keyReused();
        return request.earlier.answer;
      }
      const now = clock();
      const booking = bookingOf(request, now);
      const rooms = await lookForRoom(tx, scope, booking, now);
      const isFree = rooms?.isFound ?? request.taken.length === 0;
      const isAccepted = isFree || request.platform !== null;
      if (isAccepted) {
        await changeCalendar(tx, {
          organizationId,
          scope,
          bookings: [booking],
          actor: { kind: 'user', id: request.requestedBy },
          now,
          ...(rooms ?? (isFree && isAlone(request) && { calendar: nothingOn(scope) })),
        });
      }
      const answer: ClaimAnswer = isAccepted
        ? { kind: 'accepted', bookingId: request.id }
        : { kind: 'refused', taken: await nameHolders(tx, request.taken) };
      await remember(tx, organizationId, request, answer, now);
      return answer;
    }),
  );
}

/** Whether a room of a pool is free for the whole stay, or becomes so when others move; undefined where there is no pool. */
async function lookForRoom(
  tx: ClientBase,
  scope: Scope,
  { after }: BookingChange,
  now: Date,
): Promise<{ calendar: Calendar; isFound: boolean } | undefined> {
  if (![...scope.values()].some(({ isPool }) => isPool)) return undefined;
  const today = istNight(now);
  const calendar = await loadCalendar(tx, scope, [{ after }], today);
  const { locks } = settle(calendar, [{ after }], today);
  const gained = nightSet(locks.added.filter(({ bookingId }) => bookingId === after.id));
  return { calendar, isFound: countNights(gained) === stayLength(after) };
}

/** Whether only the nights themselves matter: no preparation reaches into the nights around, and nothing is closed. */
function isAlone({ kind, listingId, terms }: Request): boolean {
  const known = readTerms(terms);
  return kind === 'block' || !(longestPreparation(known) > 0 || known.get(listingId ?? '')?.isClosed);
}

/** Whatever fact is on some nights would have a lock there: on free nights there is none to settle with. */
function nothingOn(scope: Scope): Calendar {
  return { scope, facts: [], locks: [], conflicts: [], mirrors: [], words: [], terms: new Map() };
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
