import type { MirrorAnswer, MirrorDecisionInput } from './mirror.ts';
import type { ApplyChangeSetInput, ApplyChangeSetResult } from './feed-sync.ts';

/** A direct booking or block: an update-with-start claims its nights and answers in one workflow task. */
export const BOOKING = 'Booking';

export function bookingWorkflowId(organizationId: string, idempotencyKey: string): string {
  return `booking:${organizationId}:${idempotencyKey}`;
}

export interface BookingInput {
  organizationId: string;
  /** Row of `gateway.booking_requests`; guest data stays there. */
  requestId: string;
}

/** How far ahead nights can be booked or closed: days from today to a check-out. */
export const LATEST_CHECK_OUT_DAYS = 3 * 365;

/** Nights `[checkIn, checkOut)` of one unit that somebody holds, and who, in words: a stay of some platform, "owner block". */
export interface TakenNights {
  unitId: string;
  checkIn: string;
  checkOut: string;
  bookingId: string;
  holder: string;
}

export type ClaimAnswer = { kind: 'accepted'; bookingId: string } | { kind: 'refused'; taken: TakenNights[] };

/** Cancels a direct booking, a block, or what came from a listing that is deleted. */
export const BOOKING_CANCELLATION = 'BookingCancellation';

export function bookingCancellationWorkflowId(bookingId: string): string {
  return `booking-cancellation:${bookingId}`;
}

export interface BookingCancellationInput {
  organizationId: string;
  bookingId: string;
  /** Row of `gateway.cancellation_requests`; who wanted it and why stay there. */
  requestId: string;
}

export type CancellationAnswer =
  | { kind: 'cancelled'; bookingId: string }
  /** It was cancelled before: nothing changed. */
  | { kind: 'alreadyCancelled'; bookingId: string }
  /** A platform sold it: only its feed can cancel it. */
  | { kind: 'ownedByPlatform'; bookingId: string }
  | { kind: 'notFound' };

/** Activities on the availability queue. */
export interface AvailabilityActivities {
  applyChangeSet(input: ApplyChangeSetInput): Promise<ApplyChangeSetResult>;
  claimNights(input: BookingInput): Promise<ClaimAnswer>;
  cancelBooking(input: BookingCancellationInput): Promise<CancellationAnswer>;
  decideMirror(input: MirrorDecisionInput): Promise<MirrorAnswer>;
}
