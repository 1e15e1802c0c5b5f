/**
 * The changes one poll found, as `sync.change_sets.changes` keeps them. They never enter Temporal: they name guests.
 */
export type Change = PutBooking | CancelBooking;

/** This booking is so: created if it is new, changed if it differs. Nights are half-open, `YYYY-MM-DD`. */
export interface PutBooking {
  op: 'put';
  bookingId: string;
  kind: 'stay' | 'block';
  tentative: boolean;
  checkIn: string;
  checkOut: string;
  icalUid: string;
  /** Why the event is read as a stay or a block. */
  reason: string;
  /**
   * On a block: the feed cannot tell stays from closed nights, so a guest may hold these. Then equal nights prove no
   * mirror. False when absent.
   */
  cannotTell?: boolean;
  guest: { name?: string; phoneLast4?: string; reservationCode?: string };
  /** The person whose decision it follows, a user's id; absent where the feed alone decided. */
  by?: string;
}

export interface CancelBooking {
  op: 'cancel';
  bookingId: string;
  reason: string;
  /** The person whose decision it follows, a user's id; absent where the feed alone decided. */
  by?: string;
}
