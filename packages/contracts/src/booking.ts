import type { MirrorAnswer, MirrorDecisionInput } from './mirror.ts';
import type { ApplyChangeSetInput, ApplyChangeSetResult } from './feed-sync.ts';

/**
 * A direct booking or block: an update-with-start claims its nights and answers in one workflow task. A hold lives on
 * until it is confirmed, released or expired.
 */
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

export type ClaimAnswer =
  | {
      kind: 'accepted';
      bookingId: string;
      /** The bookings of further units, in the order in which these were asked for. */
      alsoBookingIds?: string[];
      /** When the nights are only held: until then. */
      heldUntil?: string;
    }
  | { kind: 'refused'; taken: TakenNights[] };

export interface HoldInput {
  organizationId: string;
  bookingId: string;
}

export interface HoldDecisionInput extends HoldInput {
  /** Row of `gateway.hold_requests`; who decided, and what is new of the guest, stay there. */
  requestId: string;
}

/** What became of a hold, or that it is one still. */
export type HoldAnswer =
  | { kind: 'held'; heldUntil: string }
  | { kind: 'confirmed' | 'released' | 'expired' }
  /** Its nights were sold meanwhile: it gave them up. */
  | { kind: 'refused'; taken: TakenNights[] }
  /** There is no such booking, or it never was a hold. */
  | { kind: 'notAHold' };

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
  confirmHold(input: HoldDecisionInput): Promise<HoldAnswer>;
  releaseHold(input: HoldDecisionInput): Promise<HoldAnswer>;
  expireHold(input: HoldInput): Promise<HoldAnswer>;
  cancelBooking(input: BookingCancellationInput): Promise<CancellationAnswer>;
  decideMirror(input: MirrorDecisionInput): Promise<MirrorAnswer>;
}
