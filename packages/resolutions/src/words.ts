import { formatNights, formatStay } from '@roomnight/calendar/format';
import type { Stay } from '@roomnight/calendar/stay';
import type { Booking, Place } from './question.ts';

/** A booking as a manager knows it, without its guest: `Airbnb stay of 3–7 Jan`, `block of 3–7 Jan`. */
export function nameOf(booking: Booking): string {
  const { kind, platform, tentative } = booking;
  const what = tentative ? 'request' : kind;
  const whose = platform ? `${platform.name} ` : kind === 'stay' ? 'direct ' : '';
  return `${whose}${what} of ${formatStay(booking)}`;
}

/** A unit; with its property where that is another one and not its only unit, of the same name. */
export function placeOf({ name, property }: Place, near?: Place): string {
  const isElsewhere = near !== undefined && near.property.id !== property.id;
  return isElsewhere && name !== property.name ? `${name}, ${property.name}` : name;
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** Several spans of nights: `nights 3–4 Jan, night of 7 Jan`. */
export function spansOf(stays: readonly Stay[]): string {
  return stays.map(formatNights).join(', ');
}
