import { sameStay, type Stay } from '@roomnight/calendar/stay';
import type { CancelBooking, Change, PutBooking } from '@roomnight/contracts/change-set';
import type { BookingChange, BookingRecord, Guest } from './booking-record.ts';
import type { KnownBooking } from './load-bookings.ts';

/** Which reading of which feed the changes come from. */
export interface ImportedBy {
  listingId: string;
  unitId: string;
  changeSetId: string;
  /** Whether the feed brought nothing before. */
  isFirst: boolean;
  now: Date;
}

/**
 * What the changes of a feed do to the bookings we know: nothing where nothing differs. A feed speaks for the
 * bookings it brought, for those that a deleted listing left in its place, and for no others.
 */
export function readChanges(
  changes: readonly Change[],
  known: ReadonlyMap<string, KnownBooking>,
  by: ImportedBy,
): BookingChange[] {
  const last = new Map(changes.map((change) => [change.bookingId, change]));
  return [...last.values()].flatMap((change) => {
    const stored = known.get(change.bookingId);
    if (stored !== undefined && !isOfFeed(stored, change, by)) return [];
    const read = change.op === 'put' ? put(change, stored, by) : cancel(change, stored, by);
    return read === undefined ? [] : [{ ...read, decidedBy: change.by }];
  });
}

function isOfFeed({ booking, isLeftBehind }: KnownBooking, { op }: Change, by: ImportedBy): boolean {
  if (booking.source !== 'import') return false;
  return booking.listingId === by.listingId || (isLeftBehind && op === 'put');
}

function put(
  change: PutBooking,
  stored: KnownBooking | undefined,
  by: ImportedBy,
): BookingChange | undefined {
  const { kind, tentative, checkIn, checkOut, icalUid, reason, guest, cannotTell = false } = change;
  const before = stored?.booking;
  const after: BookingRecord = {
    id: change.bookingId,
    unitId: before?.unitId ?? by.unitId,
    assignedUnitId: before?.assignedUnitId ?? null,
    listingId: by.listingId,
    source: 'import',
    kind,
    tentative,
    checkIn,
    checkOut,
    icalUid,
    reason,
    status: 'active',
    cancelledAt: null,
    cancelReason: null,
    createdAt: before?.createdAt ?? by.now,
    lastChangeSetId: by.changeSetId,
    lastSyncedAt: by.now,
    cannotTell,
    nightsSince: nightsSince(change, before, by),
    heldUntil: null,
    valuePaise: before?.valuePaise ?? null,
  };
  const isNewGuest = saysMore(guest, stored?.guest ?? {});
  if (before !== undefined && !isNewGuest && !differs(before, after)) return undefined;
  return { before, after, guest: isNewGuest ? guest : undefined };
}

function nightsSince(stay: Stay, before: BookingRecord | undefined, by: ImportedBy): Date | null {
  if (before !== undefined && sameStay(before, stay)) return before.nightsSince;
  return before === undefined && by.isFirst ? null : by.now;
}

function cancel(
  change: CancelBooking,
  stored: KnownBooking | undefined,
  by: ImportedBy,
): BookingChange | undefined {
  if (stored === undefined || stored.booking.status === 'cancelled') return undefined;
  const after: BookingRecord = {
    ...stored.booking,
    status: 'cancelled',
    cancelledAt: by.now,
    cancelReason: change.reason,
    lastChangeSetId: by.changeSetId,
    lastSyncedAt: by.now,
  };
  return { before: stored.booking, after };
}

const COMPARED = [
  'status',
  'listingId',
  'kind',
  'tentative',
  'checkIn',
  'checkOut',
  'icalUid',
  'reason',
  'cannotTell',
] as const;

function differs(a: BookingRecord, b: BookingRecord): boolean {
  return COMPARED.some((field) => a[field] !== b[field]);
}

const GUEST_FIELDS = ['name', 'phoneLast4', 'reservationCode'] as const;

function saysMore(said: Guest, known: Guest): boolean {
  return GUEST_FIELDS.some((field) => said[field] !== undefined && said[field] !== known[field]);
}
