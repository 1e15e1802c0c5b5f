import type { Night } from './night.ts';
import type { Stay } from './stay.ts';

/** A row of the audit, as far as it says what became of a calendar. */
export interface AuditRow {
  readonly id: number;
  readonly occurredAt: Date;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Of a conflict: its unit. */
  readonly unitId: string | null;
  readonly before: AuditSide | null;
  readonly after: AuditSide | null;
}

/** What a row says of its subject before or after: a whole booking or conflict, locks given or taken, or a mirror. */
export interface AuditSide extends Partial<
  Omit<BookingThen, 'id' | 'status'> & Omit<ConflictThen, 'id' | 'status'>
> {
  readonly status?: BookingThen['status'] | ConflictThen['status'];
  readonly locks?: readonly (Stay & { readonly unitId: string })[];
  readonly mirrorOf?: string;
  readonly sign?: string;
}

/** A booking as it was. */
export interface BookingThen extends Stay {
  readonly id: string;
  readonly unitId: string;
  readonly listingId: string | null;
  readonly kind: 'stay' | 'block';
  readonly status: 'active' | 'cancelled';
  readonly tentative: boolean;
  /** Of a block: whether a guest may hold it. Not said of changes before this was kept. */
  readonly cannotTell?: boolean | undefined;
}

/** Nights of a leaf that a booking held. */
export interface LockThen extends Stay {
  readonly unitId: string;
  readonly bookingId: string;
}

/** A conflict as it was. */
export interface ConflictThen extends Stay {
  readonly id: string;
  readonly unitId: string;
  readonly status: 'detected' | 'resolving' | 'resolved';
  readonly severity: 'low' | 'medium' | 'high';
  readonly bookings: readonly [string, string];
}

/** A booking that was taken to show another one again. */
export interface MirrorThen {
  readonly mirrorId: string;
  readonly originalId: string;
  readonly sign: string;
}

/** A calendar as it was at some moment. */
export interface CalendarThen {
  readonly bookings: ReadonlyMap<string, BookingThen>;
  readonly locks: readonly LockThen[];
  readonly conflicts: ReadonlyMap<string, ConflictThen>;
  readonly mirrors: readonly MirrorThen[];
}

/**
 * The rows that were so at a moment, in the order of their ids: that is the order in which the transactions of one unit
 * committed, because a row is numbered while its writer holds the unit's lock. The clocks of two writers may differ, so
 * the first row that is later ends them, and not each row by itself: nothing is told without what it followed.
 *
 * @param rows in the order of their ids
 */
export function rowsUntil<Row extends AuditRow>(rows: readonly Row[], moment: Date): readonly Row[] {
  const end = rows.findIndex(({ occurredAt }) => occurredAt > moment);
  return end === -1 ? rows : rows.slice(0, end);
}

/** A calendar that audit rows are folded into, one after the other. */
export class Replay implements CalendarThen {
  readonly bookings = new Map<string, BookingThen>();
  readonly conflicts = new Map<string, ConflictThen>();
  readonly #locks = new Map<string, LockThen>();
  readonly #mirrors = new Map<string, MirrorThen>();

  get locks(): readonly LockThen[] {
    return [...this.#locks.values()];
  }

  get mirrors(): readonly MirrorThen[] {
    return [...this.#mirrors.values()];
  }

  /** What a row says is told by its shape, not by its action: an action of its own needs nothing here. */
  add({ subjectKind, subjectId, unitId, before, after }: AuditRow): this {
    if (subjectKind === 'conflict') {
      if (isConflict(after) && unitId !== null)
        this.conflicts.set(subjectId, { ...after, id: subjectId, unitId });
      return this;
    }
    if (subjectKind !== 'booking') return this;
    if (isBooking(after)) this.bookings.set(subjectId, bookingOf(subjectId, after));
    for (const lock of before?.locks ?? []) this.#locks.delete(lockKey(subjectId, lock));
    for (const lock of after?.locks ?? []) {
      this.#locks.set(lockKey(subjectId, lock), { ...lock, bookingId: subjectId });
    }
    if (before?.mirrorOf !== undefined) this.#mirrors.delete(`${subjectId} ${before.mirrorOf}`);
    if (after?.mirrorOf !== undefined) {
      const { mirrorOf: originalId, sign = '' } = after;
      this.#mirrors.set(`${subjectId} ${originalId}`, { mirrorId: subjectId, originalId, sign });
    }
    return this;
  }
}

/** The calendar that audit rows lead to. */
export function replay(rows: Iterable<AuditRow>): CalendarThen {
  const calendar = new Replay();
  for (const row of rows) calendar.add(row);
  return calendar;
}

function lockKey(bookingId: string, { unitId, checkIn }: { unitId: string; checkIn: Night }): string {
  return `${bookingId} ${unitId} ${checkIn}`;
}

function bookingOf(id: string, side: Omit<BookingThen, 'id'>): BookingThen {
  const { unitId, listingId, kind, status, tentative, cannotTell, checkIn, checkOut } = side;
  return { id, unitId, listingId, kind, status, tentative, cannotTell, checkIn, checkOut };
}

function isBooking(side: AuditSide | null): side is AuditSide & Omit<BookingThen, 'id'> {
  return side?.unitId !== undefined && side.status !== undefined;
}

function isConflict(side: AuditSide | null): side is AuditSide & Omit<ConflictThen, 'id' | 'unitId'> {
  return side?.bookings !== undefined && side.status !== undefined;
}
