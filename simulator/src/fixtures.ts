import type { CalendarView, OtherEvent, SoldStay } from './dialects/dialect.ts';
import type { Nights } from './nights.ts';
import { type NewListing, Simulation } from './simulation.ts';

/** Data for the tests beside the sources. */

export const NOON = new Date('2026-11-23T06:30:00Z');

const RULES = { bookingWindowDays: 180, advanceNoticeDays: 0, preparationNights: 0, snoozed: false };

export function soldStay(checkIn: string, checkOut: string, more: Partial<SoldStay> = {}): SoldStay {
  return {
    uid: '1418fb94e984-584f42167fd9424fa7a5b9c87c26b23c@airbnb.com',
    checkIn,
    checkOut,
    firstName: 'Meera',
    reservationCode: 'HM5HFWK4B2',
    phoneLast4: '5605',
    tentative: false,
    ...more,
  };
}

export function calendarView(more: Partial<CalendarView> = {}): CalendarView {
  return {
    stays: [],
    closures: [],
    republished: [],
    today: '2026-11-23',
    ...RULES,
    stamp: NOON,
    seed: 7,
    ...more,
  };
}

/** Those nights as our export tells of them. */
export function exported(nights: Nights): OtherEvent {
  return { ...nights, uid: `${nights.checkIn}@roomnight`, summary: 'Booked' };
}

/** A clock that stands still until told otherwise. */
export function stoppedClock(start: Date = NOON) {
  let now = start;
  return {
    clock: () => now,
    pass(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}

export async function noFetch(): Promise<Response> {
  throw new TypeError('fetch failed');
}

/** A listing in a world of its own; empty and without sales unless asked. */
export function lonelyListing(more: Partial<NewListing> = {}, simulation: Simulation = lonelyWorld()) {
  return simulation.create({ platform: 'airbnb', name: 'Villa Saudade', occupancy: 0, sellRate: 0, ...more });
}

function lonelyWorld(): Simulation {
  return new Simulation({ clock: () => NOON, fetch: noFetch, seed: 1, speed: 1 }, null);
}
