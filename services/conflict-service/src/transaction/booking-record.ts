import type { Fact, FactChange } from '../rules/fact.ts';

/** A row of `availability.bookings`. */
export interface BookingRecord extends Fact {
  readonly status: 'active' | 'cancelled';
  readonly reason: string;
  readonly cancelledAt: Date | null;
  readonly cancelReason: string | null;
  readonly lastChangeSetId: string | null;
  readonly lastSyncedAt: Date | null;
}

/** What every booking has that is entered here, and that no feed tells anything of. */
export const ENTERED_HERE = {
  source: 'direct',
  status: 'active',
  tentative: false,
  cancelledAt: null,
  cancelReason: null,
  icalUid: null,
  lastChangeSetId: null,
  lastSyncedAt: null,
  cannotTell: false,
} as const satisfies Partial<BookingRecord>;

/** The guest of a booking, kept apart so that it can be erased. What is missing is not known. */
export interface Guest {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly phoneLast4?: string | null | undefined;
  readonly reservationCode?: string | null | undefined;
}

/** One booking that a transaction writes; `before` is missing for a new one. */
export interface BookingChange {
  readonly before?: BookingRecord | undefined;
  readonly after: BookingRecord;
  /** Given where the guest is to be written; fields that are missing keep what is stored. */
  readonly guest?: Guest | undefined;
  /** The person who decided it, a user's id, where it was not the one who brings the change. */
  readonly decidedBy?: string | undefined;
  /** What the audit says of it, without anyone's own words, where there is more to say than that it was entered or cancelled. */
  readonly why?: string | undefined;
}

/** What a change means to whoever decides about nights; undefined if nothing. */
export function factChange({ before, after }: BookingChange): FactChange | undefined {
  const was = before?.status === 'active' ? before : undefined;
  const is = after.status === 'active' ? after : undefined;
  if (was === undefined && is === undefined) return undefined;
  if (was !== undefined && is !== undefined && sameFact(was, is)) return undefined;
  return { before: was, after: is };
}

/** Whether who looks at the calendar sees the change: a new UID only tells whether two bookings are one. */
export function isSeen({ before, after }: FactChange): boolean {
  return (
    before === undefined || after === undefined || !SEEN.every((field) => before[field] === after[field])
  );
}

const SEEN = ['unitId', 'listingId', 'kind', 'tentative', 'checkIn', 'checkOut', 'heldUntil'] as const;

function sameFact(a: Fact, b: Fact): boolean {
  return ([...SEEN, 'icalUid', 'cannotTell'] as const).every((field) => a[field] === b[field]);
}

export type BookingChangeKind = 'created' | 'changed' | 'cancelled' | 'revived';

export function kindOfChange({ before, after }: BookingChange): BookingChangeKind {
  if (before === undefined) return 'created';
  if (before.status === after.status) return 'changed';
  return after.status === 'cancelled' ? 'cancelled' : 'revived';
}
