import { nightsBetween } from '@roomnight/calendar/night';
import type { Feed, FeedEvent, Verdict } from '../feed.ts';

const closedFor = /^closed\s*-\s*(?!not available)(\S+)/i;

/** The platform itself closes what lies beyond a year, up to about eighteen months. */
const ownClosure = { from: 365, upTo: 367, nights: 150 };

/** Stays and closures read the same here: only the nights are certain. */
export function bookingComDialect({ today }: Feed): (event: FeedEvent) => Verdict {
  return ({ summary, status, checkIn, checkOut }) => {
    const ahead = nightsBetween(today, checkIn);
    if (
      ahead >= ownClosure.from &&
      ahead <= ownClosure.upTo &&
      nightsBetween(checkIn, checkOut) >= ownClosure.nights
    ) {
      return {
        as: 'settings',
        reason: 'More than a year ahead: closed by Booking.com itself, not a block.',
        tell: false,
      };
    }
    const name = closedFor.exec(summary.trim())?.[1];
    if (name) {
      return {
        as: 'stay',
        tentative: status === 'tentative',
        guest: { name },
        reason: 'Booking.com names a guest for these nights.',
      };
    }
    return {
      as: 'block',
      reason: 'Booking.com closed these nights; its feed does not say whether for a guest.',
    };
  };
}
