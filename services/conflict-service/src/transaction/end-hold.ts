import {
  bookingWorkflowId,
  type HoldAnswer,
  type HoldDecisionInput,
  type HoldInput,
} from '@roomnight/contracts/booking';
import type { Actor } from '@roomnight/database/audit';
import { withOrganization } from '@roomnight/database/tenant';
import type { ClientBase } from 'pg';
import { holdState } from '../rules/hold-state.ts';
import type { BookingChange, BookingRecord } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { loadHold, loadHoldRequest } from './load-hold.ts';
import { loadTaken } from './load-taken.ts';
import { leavesIn, lockUnits } from './lock-units.ts';
import { nameHolders } from './name-holders.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Makes a booking of a hold that has all of its nights. One that is confirmed already stays so; one that is over by the
 * clock is ended instead, whether or not its workflow's timer came first.
 *
 * @throws ApplicationFailure `NotFound`, not retryable, when there is no such request for that hold
 */
export function confirmHold(service: Service, input: HoldDecisionInput): Promise<HoldAnswer> {
  return whileHeld(service, input, async ({ tx, booking: before, leaves, become }) => {
    const { guest, requestedBy } = await loadHoldRequest(tx, input);
    const taken = await loadTaken(tx, leaves, before);
    if (taken.length > 0) return { kind: 'refused', taken: await nameHolders(tx, taken) };
    const after = { ...before, heldUntil: null };
    const why = 'A member confirmed the hold.';
    await become({ before, after, guest, why }, { kind: 'user', id: requestedBy });
    return { kind: 'confirmed' };
  });
}

/**
 * Gives the nights of a hold back.
 *
 * @throws ApplicationFailure `NotFound`, not retryable, when there is no such request for that hold
 */
export function releaseHold(service: Service, input: HoldDecisionInput): Promise<HoldAnswer> {
  return whileHeld(service, input, async ({ tx, booking: before, now, become }) => {
    const { requestedBy } = await loadHoldRequest(tx, input);
    const after = {
      ...before,
      status: 'cancelled',
      cancelledAt: now,
      cancelReason: 'The hold was released.',
    } as const;
    const why = 'A member released the hold.';
    await become({ before, after, why }, { kind: 'user', id: requestedBy });
    return { kind: 'released' };
  });
}

/** Ends a hold whose time has come; says until when it is one, if that is later. */
export function expireHold(service: Service, input: HoldInput): Promise<HoldAnswer> {
  return whileHeld(service, input, ({ booking: { heldUntil }, now }) =>
    Promise.resolve({ kind: 'held', heldUntil: (heldUntil ?? now).toISOString() }),
  );
}

interface Held {
  tx: ClientBase;
  booking: BookingRecord;
  leaves: string[];
  now: Date;
  become(change: BookingChange, actor: Actor): Promise<void>;
}

/** Asks `decide` what becomes of a hold that is one still; one whose end has come is ended, and all others stay as they are. */
function whileHeld(
  { pool, clock }: Service,
  { organizationId, bookingId }: HoldInput,
  decide: (held: Held) => Promise<HoldAnswer>,
): Promise<HoldAnswer> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<HoldAnswer> => {
      const scope = await lockUnits(tx, 'booking', bookingId);
      const hold = await loadHold(tx, bookingId);
      if (hold === undefined) return { kind: 'notAHold' };
      const { booking, idempotencyKey } = hold;
      const now = clock();
      const state = holdState(booking, now);
      const become = async (change: BookingChange, actor: Actor): Promise<void> => {
        await changeCalendar(tx, { organizationId, scope, bookings: [change], actor, now });
      };
      if (state === 'held') return decide({ tx, booking, leaves: leavesIn(scope), now, become });
      if (state === 'expired' && booking.status === 'active') {
        const after = {
          ...booking,
          status: 'cancelled',
          cancelledAt: now,
          cancelReason: 'The hold expired.',
        } as const;
        const id = bookingWorkflowId(organizationId, idempotencyKey);
        await become({ before: booking, after }, { kind: 'workflow', id });
      }
      return { kind: state };
    }),
  );
}
