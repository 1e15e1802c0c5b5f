import { istNight, laterNight, type Night } from '@roomnight/calendar/night';
import type { EndAnswer, RecurringBlockEnd, RecurringBlockInput } from '@roomnight/contracts/recurring-block';
import { withOrganization } from '@roomnight/database/tenant';
import type { ClientBase } from 'pg';
import { changeCalendar } from './change-calendar.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Ends a recurring block: its blocks that begin on the night asked for or later are released, but never those that
 * have begun. Their nights go, in the same transaction, to bookings that still want them.
 */
export function endRecurringBlock(
  { pool, clock }: Service,
  { organizationId, recurringBlockId, requestId }: RecurringBlockInput & RecurringBlockEnd,
): Promise<EndAnswer> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<EndAnswer> => {
      const scope = await lockUnits(tx, 'recurringBlock', recurringBlockId);
      const request = await loadEnd(tx, requestId, recurringBlockId);
      if (request === undefined) return { kind: 'notFound' };
      const now = clock();
      const from = laterNight(request.fromNight, istNight(now));
      const released = await loadBookings(tx, await activeFrom(tx, recurringBlockId, from));
      await changeCalendar(tx, {
        organizationId,
        scope,
        bookings: [...released.values()].map(({ booking }) => ({
          before: booking,
          after: { ...booking, status: 'cancelled', cancelledAt: now, cancelReason: request.reason },
          why: 'The recurring block it was an occurrence of has ended.',
        })),
        actor: { kind: 'user', id: request.requestedBy },
        now,
      });
      await end(tx, recurringBlockId, from);
      return { kind: 'ended', opened: released.size };
    }),
  );
}

interface EndRequest {
  fromNight: Night;
  reason: string;
  requestedBy: string;
}

async function loadEnd(tx: ClientBase, requestId: string, id: string): Promise<EndRequest | undefined> {
  const { rows } = await tx.query<EndRequest>({
    name: 'load-recurring-block-end',
    text: `SELECT r.from_night AS "fromNight", r.reason, r.requested_by AS "requestedBy"
           FROM gateway.recurring_block_end_requests r
             JOIN availability.recurring_blocks b ON b.id = r.recurring_block_id
           WHERE r.id = $1 AND b.id = $2`,
    values: [requestId, id],
  });
  return rows[0];
}

async function activeFrom(tx: ClientBase, id: string, from: Night): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'active-occurrences',
    text: `SELECT b.id FROM availability.recurring_block_occurrences o JOIN availability.bookings b ON b.id = o.booking_id
           WHERE o.recurring_block_id = $1 AND b.status = 'active' AND b.check_in >= $2::date`,
    values: [id, from],
  });
  return rows.map((row) => row.id);
}

/** The earliest end that was asked for counts. What is left out from then on will not come. */
async function end(tx: ClientBase, id: string, from: Night): Promise<void> {
  await tx.query({
    name: 'end-recurring-block',
    text: 'UPDATE availability.recurring_blocks SET ended_from = least(ended_from, $2::date) WHERE id = $1',
    values: [id, from],
  });
  await tx.query({
    name: 'drop-left-out',
    text: `DELETE FROM availability.recurring_block_occurrences
           WHERE recurring_block_id = $1 AND booking_id IS NULL AND check_in >= $2::date`,
    values: [id, from],
  });
}
