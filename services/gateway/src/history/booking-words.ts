import { formatStay } from '@roomnight/calendar/format';
import type { BookingThen } from '@roomnight/calendar/replay';

/** The name of the platform of a listing; undefined for none. */
export type PlatformName = (listingId: string | null) => string | undefined;

/** `the Airbnb stay of 10–14 Mar`, `the owner’s block of 10–14 Mar`. Never a guest: the audit outlives them. */
export function bookingWords(booking: BookingThen, platformName: PlatformName): string {
  return `the ${kindWords(booking, platformName)} of ${formatStay(booking)}`;
}

/** `Airbnb stay`, `direct booking`. */
export function kindWords({ kind, listingId }: BookingThen, platformName: PlatformName): string {
  const platform = platformName(listingId);
  if (platform !== undefined) return `${platform} ${kind}`;
  return kind === 'block' ? 'owner’s block' : 'direct booking';
}
