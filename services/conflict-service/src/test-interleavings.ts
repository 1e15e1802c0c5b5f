import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { addNights } from '@roomnight/calendar/night';
import type { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, UNITS, type RequestFields, type TestWorld } from './test-world.ts';

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
    /** Further units, of which some are parts of others. */
    also: fc.subarray([...UNITS], { maxLength: 2 }),
    overrides: fc.constantFrom(false, false, false, true),
  }),
  fc.record({ does: fc.constant('hold' as const), unit, when }),
  fc.record({
    does: fc.constant('end' as const),
    by: fc.constantFrom('confirm' as const, 'release' as const, 'expire' as const),
    which: fc.nat(20),
  }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(1, 5, 10) }),
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

/** Claims, holds and their ends, imports, cancellations and words on mirrors of a few units over a few nights, run six at a time. */
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
  activitiesAt: (clock: () => Date) => ReturnType<typeof createActivities>,
  admin: Pool,
  { atOnce = 6, between }: Watching = {},
): Promise<object> {
  const world = await createTestWorld(admin);
  const { organizationId } = world;
  let now = START;
  const activities = activitiesAt(() => now);
  // Not on the cottage, whose free nights are then claimed without a look at the nights around.
  for (const name of ['villa', 'roomA', 'roomB'] as const) {
    await world.change(world.listing(name, 'airbnb'), { settings: { preparationNightsAfter: 2 } });
    await world.change(world.listing(name, 'vrbo'), { settings: { preparationNightsBefore: 1 } });
  }
  const slots = new Map<string, string>();
  const requests: string[] = [];
  const bookings: string[] = [];
  const holds: string[] = [];
  const run = async (each: (typeof steps)[number]): Promise<unknown> => {
    if (each.does === 'cancel') {
      const bookingId = requests[each.which] ?? randomUUID();
      return activities.cancelBooking({
        organizationId,
        bookingId,
        requestId: await world.cancellation(bookingId),
      });
    }
    if (each.does === 'wait') {
      now = new Date(now.getTime() + each.minutes * 60_000);
      return;
    }
    if (each.does === 'end') {
      const bookingId = holds[each.which % Math.max(1, holds.length)] ?? randomUUID();
      if (each.by === 'expire') return activities.expireHold({ organizationId, bookingId });
      const requestId = await world.holdRequest(bookingId, each.by);
      const input = { organizationId, bookingId, requestId };
      return each.by === 'confirm' ? activities.confirmHold(input) : activities.releaseHold(input);
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
    const requestId = await world.request({ unit: each.unit, ...stay, ...fieldsOf(each, world) });
    requests.push(requestId);
    if (each.does === 'hold') holds.push(requestId);
    bookings.push(requestId);
    return activities.claimNights({ organizationId, requestId });
  };
  for (let at = 0; at < steps.length; at += atOnce) {
    await Promise.all(steps.slice(at, at + atOnce).map(run));
    await between?.(world);
  }
  return brokenRules(admin, organizationId);
}

type Asking = Extract<Interleaving[number], { does: 'claim' | 'hold' | 'sold' }>;

function fieldsOf(each: Asking, world: TestWorld): Partial<RequestFields> {
  if (each.does === 'hold') return { holdMinutes: 5 };
  if (each.does === 'sold') return { listingId: world.listing(each.unit, 'booking_com') };
  const { kind, also, unit: first, overrides } = each;
  return {
    kind,
    also: also.filter((name) => name !== first),
    ...(overrides && { overrideReason: 'They insist' }),
  };
}

function nights(from: number, length: number): { checkIn: string; checkOut: string } {
  return { checkIn: addNights(FIRST, from), checkOut: addNights(FIRST, from + length) };
}
