import { randomUUID } from 'node:crypto';
import type { HoldAnswer, HoldDecisionInput } from '@roomnight/contracts/booking';
import { confirm, release } from '@roomnight/contracts/booking-messages';
import { Booking } from '@roomnight/database/entities/booking';
import { BookingRequest } from '@roomnight/database/entities/booking-request';
import { HoldRequest } from '@roomnight/database/entities/hold-request';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { HoldExpired, NightsTaken, NotAHold, NotFound } from '../failures.ts';
import { isId, optionalText } from '../input.ts';
import { bookingWorkflow } from './booking-workflow.ts';

/** What is new of the guest; what is missing stays as it was said when the nights were held. */
interface Guest {
  guestName?: string | null | undefined;
  guestEmail?: string | null | undefined;
  guestPhone?: string | null | undefined;
}

/**
 * Makes a booking of a hold. One that is confirmed already stays so.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {NotAHold} @throws {HoldExpired} @throws {NightsTaken}
 */
export async function confirmHold(
  app: App,
  session: Session,
  { bookingId, ...guest }: Guest & { bookingId: string },
): Promise<{ bookingId: string }> {
  const { booking, answer } = await decide(app, session, bookingId, 'confirm', guest);
  if (answer.kind === 'expired' || answer.kind === 'released') throw new HoldExpired(booking, answer.kind);
  if (answer.kind === 'refused') throw new NightsTaken(booking, answer.taken);
  if (answer.kind === 'notAHold') throw new NotAHold();
  return { bookingId };
}

/**
 * Gives the nights of a hold back. One that is over already stays so.
 *
 * @throws {NotFound} @throws {NotAHold} when it is booked
 */
export async function releaseHold(
  app: App,
  session: Session,
  { bookingId }: { bookingId: string },
): Promise<{ bookingId: string }> {
  const { answer } = await decide(app, session, bookingId, 'release', {});
  if (answer.kind === 'confirmed' || answer.kind === 'notAHold') throw new NotAHold();
  return { bookingId };
}

async function decide(
  { temporal, clock }: App,
  { em, viewer: { organizationId, userId } }: Session,
  bookingId: string,
  decision: HoldRequest['decision'],
  { guestName, guestEmail, guestPhone }: Guest,
): Promise<{ booking: Booking; answer: HoldAnswer }> {
  const asked = {
    id: randomUUID(),
    organizationId,
    bookingId,
    decision,
    guestName: optionalText('guestName', guestName, 200),
    guestEmail: optionalText('guestEmail', guestEmail, 320),
    guestPhone: optionalText('guestPhone', guestPhone, 40),
    requestedBy: userId,
    requestedAt: clock(),
  };
  const booking = isId(bookingId) ? await em.findOne(Booking, { id: bookingId }) : null;
  if (!booking) throw new NotFound('This organization has no such booking.');
  const request = await em.findOne(BookingRequest, { id: bookingId, holdMinutes: { $ne: null } });
  if (!request) throw new NotAHold();
  await em.insert(HoldRequest, asked);
  const input: HoldDecisionInput = { organizationId, bookingId, requestId: asked.id };
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(decision === 'confirm' ? confirm : release, {
      startWorkflowOperation: bookingWorkflow(
        { organizationId, requestId: bookingId },
        request.idempotencyKey,
      ),
      args: [input],
    }),
  );
  em.clear();
  return { booking, answer };
}
