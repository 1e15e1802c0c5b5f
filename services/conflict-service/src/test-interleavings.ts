import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { addNights } from '@roomnight/calendar/night';
import type { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, UNITS } from './test-world.ts';

const FIRST = '2027-03-10';

const unit = fc.constantFrom(...UNITS);
const when = fc.record({ from: fc.nat(9), length: fc.integer({ min: 1, max: 5 }) });
const step = fc.oneof(
  fc.record({
    does: fc.constant('claim' as const),
    unit,
    when,
    kind: fc.constantFrom('stay' as const, 'block' as const),
  }),
  fc.record({ does: fc.constant('sold' as const), unit, when }),
  fc.record({
    does: fc.constant('import' as const),
    unit,
    when,
    kind: fc.constantFrom('stay' as const, 'block' as const),
    platform: fc.constantFrom('airbnb' as const, 'vrbo' as const),
    slot: fc.nat(1),
    cancels: fc.boolean(),
  }),
  fc.record({ does: fc.constant('cancel' as const), which: fc.nat(20) }),
);

export type Interleaving = readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[];

/** Claims, imports and cancellations of a few units over a few nights, run six at a time. */
export const interleavings: fc.Arbitrary<Interleaving> = fc.array(step, { minLength: 8, maxLength: 24 });

/**
 * Runs them against a calendar of their own.
 *
 * @returns the rules that are broken afterwards, with the rows that break them; empty when the calendar is sound
 */
export async function runInterleaved(
  steps: Interleaving,
  activities: ReturnType<typeof createActivities>,
  admin: Pool,
): Promise<object> {
  const world = await createTestWorld(admin);
  const { organizationId } = world;
  const slots = new Map<string, string>();
  const requests: string[] = [];
  const run = async (each: (typeof steps)[number]): Promise<unknown> => {
    if (each.does === 'cancel') {
      const bookingId = requests[each.which] ?? randomUUID();
      return activities.cancelBooking({
        organizationId,
        bookingId,
        requestId: await world.cancellation(bookingId),
      });
    }
    const stay = nights(each.when.from, each.when.length);
    if (each.does === 'import') {
      const listingId = world.listing(each.unit, each.platform);
      const slot = `${listingId} ${each.slot}`;
      const bookingId = slots.get(slot) ?? randomUUID();
      slots.set(slot, bookingId);
      const changeSetId = await world.changeSet(listingId, [
        each.cancels
          ? { op: 'cancel', bookingId, reason: 'Gone' }
          : put({ bookingId, kind: each.kind, ...stay }),
      ]);
      return activities.applyChangeSet({ organizationId, changeSetId });
    }
    const sold =
      each.does === 'sold' ? { listingId: world.listing(each.unit, 'booking_com') } : { kind: each.kind };
    const requestId = await world.request({ unit: each.unit, ...stay, ...sold });
    requests.push(requestId);
    return activities.claimNights({ organizationId, requestId });
  };
  for (let at = 0; at < steps.length; at += 6) await Promise.all(steps.slice(at, at + 6).map(run));
  return brokenRules(admin, organizationId);
}

function nights(from: number, length: number): { checkIn: string; checkOut: string } {
  return { checkIn: addNights(FIRST, from), checkOut: addNights(FIRST, from + length) };
}
