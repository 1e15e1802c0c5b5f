import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { addNights } from '@roomnight/calendar/night';
import type { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type TestWorld, UNITS } from './test-world.ts';

const FIRST = '2027-03-10';
const START = new Date('2027-03-01T06:00:00Z');

const unit = fc.constantFrom(...UNITS);
const when = fc.record({ from: fc.constantFrom(0, 2, 4, 5, 7), length: fc.integer({ min: 1, max: 4 }) });
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
    platform: fc.constantFrom('airbnb' as const, 'vrbo' as const, 'booking_com' as const),
    slot: fc.nat(1),
    cancels: fc.boolean(),
    cannotTell: fc.boolean(),
    /** Of a few events that more than one feed shows. */
    event: fc.option(fc.nat(1)),
  }),
  fc.record({
    does: fc.constant('say' as const),
    one: fc.nat(20),
    other: fc.nat(20),
    same: fc.boolean(),
    minute: fc.nat(5),
  }),
  fc.record({ does: fc.constant('cancel' as const), which: fc.nat(20) }),
);

export type Interleaving = readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[];

/** Claims, imports, cancellations and words on mirrors of a few units over a few nights, run six at a time. */
export const interleavings: fc.Arbitrary<Interleaving> = fc.array(step, { minLength: 8, maxLength: 24 });

interface Watching {
  /** How many run at a time. */
  atOnce?: number;
  /** Called after each so many, when nothing runs. */
  between?: (world: TestWorld) => Promise<void>;
}

/**
 * Runs them against a calendar of their own.
 *
 * @returns the rules that are broken afterwards, with the rows that break them; empty when the calendar is sound
 */
export async function runInterleaved(
  steps: Interleaving,
  activities: ReturnType<typeof createActivities>,
  admin: Pool,
  { atOnce = 6, between }: Watching = {},
): Promise<object> {
  const world = await createTestWorld(admin);
  const { organizationId } = world;
  const slots = new Map<string, string>();
  const requests: string[] = [];
  const bookings: string[] = [];
  const run = async (each: (typeof steps)[number]): Promise<unknown> => {
    if (each.does === 'cancel') {
      const bookingId = requests[each.which] ?? randomUUID();
      return activities.cancelBooking({
        organizationId,
        bookingId,
        requestId: await world.cancellation(bookingId),
      });
    }
    if (each.does === 'say') {
      const [one, other] = [bookings[each.one], bookings[each.other]];
      if (one === undefined || other === undefined || one === other) return;
      const at = new Date(START.getTime() + each.minute * 60_000);
      const requestId = await world.mirrorRequest({ bookings: [one, other], same: each.same, at });
      // Its booking may not have come yet.
      return activities.decideMirror({ organizationId, requestId }).catch((error: unknown) => {
        if (!(error instanceof ApplicationFailure)) throw error;
      });
    }
    const stay = nights(each.when.from, each.when.length);
    if (each.does === 'import') {
      const listingId = world.listing(each.unit, each.platform);
      const slot = `${listingId} ${each.slot}`;
      const bookingId = slots.get(slot) ?? randomUUID();
      slots.set(slot, bookingId);
      bookings.push(bookingId);
      const cannotTell = each.cannotTell && each.kind === 'block';
      const icalUid = each.event === null ? `${bookingId}@test` : `event-number-${each.event}@test`;
      const changeSetId = await world.changeSet(listingId, [
        each.cancels
          ? { op: 'cancel', bookingId, reason: 'Gone' }
          : put({ bookingId, kind: each.kind, cannotTell, icalUid, ...stay }),
      ]);
      return activities.applyChangeSet({ organizationId, changeSetId });
    }
    const sold =
      each.does === 'sold' ? { listingId: world.listing(each.unit, 'booking_com') } : { kind: each.kind };
    const requestId = await world.request({ unit: each.unit, ...stay, ...sold });
    requests.push(requestId);
    bookings.push(requestId);
    return activities.claimNights({ organizationId, requestId });
  };
  for (let at = 0; at < steps.length; at += atOnce) {
    await Promise.all(steps.slice(at, at + atOnce).map(run));
    await between?.(world);
  }
  return brokenRules(admin, organizationId);
}

function nights(from: number, length: number): { checkIn: string; checkOut: string } {
  return { checkIn: addNights(FIRST, from), checkOut: addNights(FIRST, from + length) };
}
