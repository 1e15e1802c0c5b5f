import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import { withOrganization } from '@roomnight/database/tenant';
import { together } from '@roomnight/database/together';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import { leavesOf, type Fact, type Scope } from '../rules/fact.ts';
import { settle, type Calendar } from '../rules/settle.ts';
import { longestPreparation } from '../rules/terms.ts';
import type { BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { expireHold } from './end-hold.ts';
import { keyReused, notFound } from './failures.ts';
import { loadRequest, type Request } from './load-request.ts';
import { loadCalendar } from './load-calendar.ts';
import { readTerms } from './load-terms.ts';
import { lockUnits } from './lock-units.ts';
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
      const request = await loadRequest(tx, requestId, scope);
      if (request === undefined || scope.size === 0) throw notFound('booking request', requestId);
      if (request.earlier !== null) {
        if (request.earlier.bodyHash !== request.bodyHash) throw keyReused();
        return request.earlier.answer;
      }
      const now = clock();
      const over = request.taken.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
      if (over.length > 0)
        return { kind: 'holdsOver', bookingIds: new Set(over.map(({ bookingId }) => bookingId)) };
      const isTaken = request.taken.length > 0;
      const rooms = await lookForRooms(tx, scope, bookingsOf(request, !isTaken, now), now);
      const isFree = rooms?.isFound ?? !isTaken;
      const isAccepted = isFree || request.platform !== null || request.overrideReason !== null;
      const bookings = bookingsOf(request, isFree, now);
      const answer: ClaimAnswer = isAccepted
        ? accepted(bookings)
        : { kind: 'refused', taken: await nameHolders(tx, request.taken) };
      const writes: Promise<unknown>[] = [rememberAnswer(tx, organizationId, request, answer, now)];
      if (isAccepted) {
        const changing = changeCalendar(tx, {
          organizationId,
          scope,
          bookings,
          actor: { kind: 'user', id: request.requestedBy },
          now,
          ...(rooms ?? (isFree && isAlone(request) && { calendar: nothingOn(scope) })),
        });
        writes.push(changing);
      }
      await together(writes);
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
      // The value is that of all of them.
      after: { ...first.after, id: randomUUID(), unitId, valuePaise: null },
    })),
  ];
}

/**
 * Whether each gets all of its nights where there is a pool, if need be when others move; undefined where there is none. Nobody
 * asks for a room that somebody holds: a hold gives way only to what is a fact already.
 */
async function lookForRooms(
  tx: ClientBase,
  scope: Scope,
  bookings: readonly BookingChange[],
  now: Date,
): Promise<{ calendar: Calendar; isFound: boolean } | undefined> {
  if (![...scope.values()].some(({ isPool }) => isPool)) return undefined;
  const today = istNight(now);
  const facts = bookings.map(({ after }) => ({ after }));
  const calendar = await loadCalendar(tx, scope, facts, today);
  const firm = (fact: Fact): Fact => ({ ...fact, heldUntil: null });
  const { locks } = settle(
    { ...calendar, facts: calendar.facts.map(firm) },
    facts.map(({ after }) => ({ after: firm(after) })),
    today,
  );
  const isFound = bookings.every(({ after }) => {
    const rooms = scope.get(after.unitId)?.isPool === true ? 1 : leavesOf(scope, after.unitId).length;
    const gained = locks.added.filter(({ bookingId }) => bookingId === after.id);
    const nights = gained.reduce((sum, lock) => sum + stayLength(lock), 0);
    return nights === stayLength(after) * rooms;
  });
  return { calendar, isFound };
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

function bookingOf(request: Request, isFree: boolean, now: Date): BookingChange {
  const { id, unitId, listingId, kind, checkIn, checkOut, platform, reason, guest, holdMinutes, valuePaise } =
    request;
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
      valuePaise,
    },
    ...(override !== null && {
      why: 'A member booked it over taken nights, an override; why is on the booking.',
    }),
    guest: Object.values(guest).some((field) => field !== null) ? guest : undefined,
  };
}
