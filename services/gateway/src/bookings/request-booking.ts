import type { BookingInput } from '@roomnight/contracts/booking';
import { claim } from '@roomnight/contracts/booking-messages';
import { askWorkflow } from '../ask-workflow.ts';
import { type App, includesRole, type Session } from '../context.ts';
import { Forbidden, NightsTaken } from '../failures.ts';
import { bookingWorkflow } from './booking-workflow.ts';
import { type BookingWish, storeRequest } from './store-request.ts';

/** What was booked: of several units one booking each, in the order in which they were asked for. */
export interface Booked {
  bookingId: string;
  bookingIds: string[];
}

/**
 * Books, holds or closes nights, all or none. The request is a row before Temporal hears of it: a retry finds that row,
 * and gets the answer the first try got, also when its workflow is long forgotten.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {Forbidden} @throws {NightsTaken} @throws {IdempotencyKeyReused}
 */
export async function requestBooking(app: App, session: Session, wish: BookingWish): Promise<Booked> {
  const { organizationId, role } = session.viewer;
  if (wish.overrideReason !== undefined && !includesRole(role, 'manager')) {
    throw new Forbidden('Only owners and managers book over taken nights.');
  }
  const requestId = await storeRequest(app, session, wish);
  const input: BookingInput = { organizationId, requestId };
  const answer = await askWorkflow(app.temporal, 15, () =>
    app.temporal.workflow.executeUpdateWithStart(claim, {
      startWorkflowOperation: bookingWorkflow(input, wish.idempotencyKey),
    }),
  );
  if (answer.kind === 'refused') throw new NightsTaken(wish, answer.taken);
  session.em.clear();
  const { bookingId, alsoBookingIds = [] } = answer;
  return { bookingId, bookingIds: [bookingId, ...alsoBookingIds] };
}
