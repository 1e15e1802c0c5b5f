import type { Pool } from 'pg';
import { replay, type AuditRow, type CalendarThen } from '@roomnight/calendar/replay';

/** A calendar as its tables have it, in one order. */
export type Rows = Record<'bookings' | 'locks' | 'conflicts' | 'mirrors', string[]>;

const ordered = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** What the tables say. */
export async function storedRows(admin: Pool, organizationId: string): Promise<Rows> {
  const read = async (sql: string) => ordered((await admin.query(sql, [organizationId])).rows);
  return {
    bookings: await read(
      `SELECT id, unit_id, listing_id, kind, status, tentative, cannot_tell, check_in, check_out
       FROM availability.bookings WHERE organization_id = $1`,
    ),
    locks: await read(
      `SELECT unit_id, booking_id, check_in, check_out FROM availability.availability_locks WHERE organization_id = $1`,
    ),
    conflicts: await read(
      `SELECT id, unit_id, status, severity, first_booking_id, second_booking_id, check_in, check_out
       FROM availability.calendar_conflicts WHERE organization_id = $1`,
    ),
    mirrors: await read(
      `SELECT mirror_id, original_id, sign FROM availability.mirrors WHERE organization_id = $1`,
    ),
  };
}

/** What a fold of the audit says they are. */
export function replayedRows({ bookings, locks, conflicts, mirrors }: CalendarThen): Rows {
  return {
    bookings: ordered(
      [...bookings.values()].map((each) => ({
        id: each.id,
        unit_id: each.unitId,
        listing_id: each.listingId,
        kind: each.kind,
        status: each.status,
        tentative: each.tentative,
        cannot_tell: each.cannotTell,
        check_in: each.checkIn,
        check_out: each.checkOut,
      })),
    ),
    locks: ordered(
      locks.map(({ unitId, bookingId, checkIn, checkOut }) => ({
        unit_id: unitId,
        booking_id: bookingId,
        check_in: checkIn,
        check_out: checkOut,
      })),
    ),
    conflicts: ordered(
      [...conflicts.values()].map((each) => ({
        id: each.id,
        unit_id: each.unitId,
        status: each.status,
        severity: each.severity,
        first_booking_id: each.bookings[0],
        second_booking_id: each.bookings[1],
        check_in: each.checkIn,
        check_out: each.checkOut,
      })),
    ),
    mirrors: ordered(
      mirrors.map(({ mirrorId, originalId, sign }) => ({
        mirror_id: mirrorId,
        original_id: originalId,
        sign,
      })),
    ),
  };
}

/** Rows of an organization's calendar that the whole audit does not lead to, or leads to and are not there. */
export async function unlikeAudit(admin: Pool, organizationId: string): Promise<object[]> {
  const { rows: audit } = await admin.query<AuditRow>(
    `SELECT id, occurred_at AS "occurredAt", subject_kind AS "subjectKind", subject_id AS "subjectId",
       unit_id AS "unitId", before, after FROM log.audit WHERE organization_id = $1 ORDER BY id`,
    [organizationId],
  );
  const [told, stored] = [replayedRows(replay(audit)), await storedRows(admin, organizationId)];
  return (['bookings', 'locks', 'conflicts', 'mirrors'] as const).flatMap((table) => [
    ...stored[table].filter((row) => !told[table].includes(row)).map((row) => ({ table, onlyStored: row })),
    ...told[table].filter((row) => !stored[table].includes(row)).map((row) => ({ table, onlyTold: row })),
  ]);
}
