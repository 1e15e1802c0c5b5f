import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import { together } from '@roomnight/database/together';
import type { ClaimAnswer } from '@roomnight/contracts/booking';
import { leavesOf, type Fact, type Scope } from '../rules/fact.ts';
import { settle, type Calendar } from '../rules/settle.ts';
import type { BookingChange } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { loadCalendar } from './load-calendar.ts';
import type { Request } from './load-requests.ts';
import { takenNights } from './name-holders.ts';
import { rememberAnswers } from './remember-answers.ts';
import { accepted, bookingsOf } from './request-bookings.ts';

/**
 * Claims what a request wants where it depends on what is around, and writes all of it.
 *
 * A stay that a platform has sold and a person enters by hand is a fact that cannot be refused, and so is one that
 * somebody books over taken nights on purpose: it gets what is free, and the rest is a conflict.
 */
export async function settleRequest(
  tx: ClientBase,
  organizationId: string,
  request: Request,
  scope: Scope,
  now: Date,
): Promise<ClaimAnswer> {
  const isTaken = request.taken.length > 0;
  const rooms = await lookForRooms(tx, scope, bookingsOf(request, !isTaken, now), now);
  const isFree = rooms?.isFound ?? !isTaken;
  const isAccepted = isFree || request.platform !== null || request.overrideReason !== null;
  const bookings = bookingsOf(request, isFree, now);
  const answer: ClaimAnswer = isAccepted
    ? accepted(bookings)
    : { kind: 'refused', taken: request.taken.map(takenNights) };
  const writes: Promise<unknown>[] = [rememberAnswers(tx, organizationId, [{ request, answer }], now)];
  if (isAccepted) {
    const actor = { kind: 'user', id: request.requestedBy } as const;
    writes.push(changeCalendar(tx, { organizationId, scope, bookings, actor, now, ...rooms }));
  }
  await together(writes);
  return answer;
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
