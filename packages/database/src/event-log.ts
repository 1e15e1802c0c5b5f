import type { Pool } from 'pg';
import type { Transaction } from './statement.ts';
import { asReader } from './tenant.ts';

export const EVENT_TYPES = [
  'BookingCreated',
  'BookingChanged',
  'BookingCancelled',
  'CalendarChanged',
  'ConflictDetected',
  'ConflictChanged',
  'ConflictResolved',
  'ListingChanged',
  'PlatformChanged',
  'SyncCompleted',
  'QuarantineChanged',
  'ExportFetched',
  'ChecklistChanged',
  'AlertOpened',
  'AlertChanged',
  'AlertClosed',
  'NotificationsChanged',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened, by ids; the nights concerned, where there are any, are `[checkIn, checkOut)`. */
export interface CalendarEvent {
  organizationId: string;
  type: EventType;
  occurredAt: Date;
  propertyId?: string | undefined;
  unitId?: string | undefined;
  listingId?: string | undefined;
  bookingId?: string | undefined;
  conflictId?: string | undefined;
  checklistId?: string | undefined;
  checkIn?: string | undefined;
  checkOut?: string | undefined;
}

/** A place in the event log. `epoch` names the life of the log the place belongs to. */
export interface EventCursor {
  epoch: string;
  xid: string;
  seq: number;
}

export interface LoggedEvent extends CalendarEvent {
  cursor: EventCursor;
}

/** Writes events in the caller's transaction, in one statement. */
export async function logEvents(tx: Transaction, events: readonly CalendarEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query({
    name: 'log-events',
    text: `INSERT INTO log.events (organization_id, type, occurred_at, property_id, unit_id, listing_id, booking_id,
             conflict_id, checklist_id, check_in, check_out)
           SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
             $8::uuid[], $9::uuid[], $10::date[], $11::date[])`,
    values: [
      events.map((e) => e.organizationId),
      events.map((e) => e.type),
      events.map((e) => e.occurredAt),
      events.map((e) => e.propertyId),
      events.map((e) => e.unitId),
      events.map((e) => e.listingId),
      events.map((e) => e.bookingId),
      events.map((e) => e.conflictId),
      events.map((e) => e.checklistId),
      events.map((e) => e.checkIn),
      events.map((e) => e.checkOut),
    ],
  });
}

/** The end of the log now: what is written from here on comes after it. */
export function currentCursor(pool: Pool): Promise<EventCursor> {
  return asReader(pool, 'eventReader', async (tx) => {
    const { rows } = await tx.query<{ epoch: string; xid: string }>(
      `SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text AS xid FROM log.epoch`,
    );
    const row = rows[0];
    if (row === undefined) throw new EventLogMissing('log.epoch is empty: the database was not migrated');
    return { ...row, seq: 0 };
  });
}

/** The database has no event log yet. */
export class EventLogMissing extends Error {
  override name = 'EventLogMissing';
}

export type EventPage =
  | { kind: 'events'; events: LoggedEvent[] }
  /** The cursor belongs to another life of the log: everything must be read anew. */
  | { kind: 'tooFarBehind' };

/**
 * The next events of all organizations after a cursor, in commit order per unit.
 *
 * Only below the oldest running transaction, because one that commits late would otherwise be skipped for ever.
 */
export function readEvents(pool: Pool, after: EventCursor, limit = 1000): Promise<EventPage> {
  return asReader(pool, 'eventReader', async (tx) => {
    const { rows } = await tx.query<EventRow>({
      name: 'read-events',
      text: READ,
      values: [after.xid, after.seq, limit],
    });
    const epoch = rows[0]?.epoch;
    if (epoch !== after.epoch) return { kind: 'tooFarBehind' };
    return { kind: 'events', events: rows.filter((row) => row.seq !== null).map(toEvent) };
  });
}

const READ = `
  SELECT epoch, e.* FROM log.epoch LEFT JOIN LATERAL (
    SELECT xid::text AS xid, seq, organization_id, type, occurred_at, property_id, unit_id, listing_id, booking_id,
      conflict_id, checklist_id, check_in, check_out
    FROM log.events
    WHERE (xid, seq) > ($1::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY events.xid, events.seq LIMIT $3
  ) e ON true`;

interface EventRow {
  epoch: string;
  xid: string;
  seq: number | null;
  organization_id: string;
  type: EventType;
  occurred_at: Date;
  property_id: string | null;
  unit_id: string | null;
  listing_id: string | null;
  booking_id: string | null;
  conflict_id: string | null;
  checklist_id: string | null;
  check_in: string | null;
  check_out: string | null;
}

function toEvent(row: EventRow): LoggedEvent {
  return {
    cursor: { epoch: row.epoch, xid: row.xid, seq: row.seq ?? 0 },
    organizationId: row.organization_id,
    type: row.type,
    occurredAt: row.occurred_at,
    propertyId: row.property_id ?? undefined,
    unitId: row.unit_id ?? undefined,
    listingId: row.listing_id ?? undefined,
    bookingId: row.booking_id ?? undefined,
    conflictId: row.conflict_id ?? undefined,
    checklistId: row.checklist_id ?? undefined,
    checkIn: row.check_in ?? undefined,
    checkOut: row.check_out ?? undefined,
  };
}
