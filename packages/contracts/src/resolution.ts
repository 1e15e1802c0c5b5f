/**
 * A way out of a conflict. Nights are `YYYY-MM-DD` in India, stays half-open.
 *
 * - `cancel`: the named stay goes, the other one keeps the nights; where a platform sold it, it is cancelled there;
 * - `move`: each named booking is put in another unit for all of its nights;
 * - `changeDates`: the stay is shifted or shortened, by agreement with its guest;
 * - `releaseBlock`: the block goes, the stay keeps the nights;
 * - `split`: the guest changes rooms: the stay is spent in several units one after the other;
 * - `sameBooking`: there is no conflict, both rows are one booking.
 */
export type Resolution =
  | { kind: 'cancel'; bookingId: string }
  | { kind: 'move'; moves: { bookingId: string; unitId: string }[] }
  | { kind: 'changeDates'; bookingId: string; checkIn: string; checkOut: string }
  | { kind: 'releaseBlock'; bookingId: string }
  | { kind: 'split'; bookingId: string; parts: { unitId: string; checkIn: string; checkOut: string }[] }
  | { kind: 'sameBooking'; bookingId: string; otherBookingId: string };

/**
 * What is to be done for a resolution, one thing at a time.
 *
 * Roomnight does those that end in `_here` when they are ticked; the others are done by a person, elsewhere. Whether an
 * OTA did its part is seen in its feed.
 */
export type StepKind =
  | 'cancel_here'
  | 'cancel_on_platform'
  | 'move_here'
  | 'change_here'
  | 'change_on_platform'
  | 'release_here'
  | 'open_on_platform'
  | 'close_on_platform'
  | 'split_here'
  | 'say_same_here'
  | 'tell_guest';

export interface ResolutionStep {
  kind: StepKind;
  /** The booking it is about. */
  bookingId: string;
  /** The platform's name where something is to be done on it. */
  platform: string | null;
  /** What to do, in a sentence without a guest's name. */
  sentence: string;
}
