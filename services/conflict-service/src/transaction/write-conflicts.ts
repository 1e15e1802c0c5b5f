import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Scope } from '../rules/fact.ts';
import type { ConflictChange, StoredConflict } from '../rules/settle-conflicts.ts';

/** A conflict row as a transaction leaves it. */
export interface ConflictRecord extends StoredConflict {
  readonly change: ConflictChange['kind'];
  readonly propertyId: string;
  readonly severityReason: string | null;
  readonly resolution: string | null;
}

/** The rows of conflicts found, changed, resolved and reopened, not yet written. */
export function conflictRecords(changes: readonly ConflictChange[], scope: Scope): ConflictRecord[] {
  return changes.map((change) => recordOf(change, scope));
}

/** Writes conflicts, new and changed alike, in one statement. */
export async function writeConflicts(
  tx: ClientBase,
  organizationId: string,
  records: readonly ConflictRecord[],
  now: Date,
): Promise<void> {
  if (records.length === 0) return;
  const column = (field: keyof ConflictRecord): unknown[] => records.map((record) => record[field]);
  const columns = (
    [
      'id',
      'kind',
      'propertyId',
      'unitId',
      'firstBookingId',
      'secondBookingId',
      'listingId',
      'checkIn',
      'checkOut',
      'severity',
      'severityReason',
      'status',
      'resolution',
    ] as const
  ).map(column);
  await tx.query({ name: 'write-conflicts', text: WRITE, values: [organizationId, now, ...columns] });
}

/** A conflict that returns is detected anew; one that only changes keeps its time. */
const WRITE = `
  INSERT INTO availability.calendar_conflicts AS c (organization_id, detected_at, id, kind, property_id, unit_id,
    first_booking_id, second_booking_id, listing_id, check_in, check_out, severity, severity_reason, status, resolution, resolved_at)
  SELECT $1::uuid, $2::timestamptz, id, kind, property_id, unit_id, first_booking_id, second_booking_id, listing_id, check_in,
    check_out, severity, coalesce(severity_reason, ''), status, resolution, CASE WHEN status = 'resolved' THEN $2::timestamptz END
  FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::date[], $11::date[],
    $12::text[], $13::text[], $14::text[], $15::text[]) AS new (id, kind, property_id, unit_id, first_booking_id,
    second_booking_id, listing_id, check_in, check_out, severity, severity_reason, status, resolution)
  ON CONFLICT (id) DO UPDATE SET check_in = excluded.check_in, check_out = excluded.check_out,
    unit_id = excluded.unit_id, severity = excluded.severity,
    severity_reason = coalesce(nullif(excluded.severity_reason, ''), c.severity_reason), status = excluded.status,
    resolution = excluded.resolution, resolved_at = excluded.resolved_at, revision = c.revision + 1,
    detected_at = CASE WHEN c.status = 'resolved' THEN excluded.detected_at ELSE c.detected_at END`;

function recordOf(change: ConflictChange, scope: Scope): ConflictRecord {
  if (change.kind === 'resolved') {
    const { stored, resolution } = change;
    return {
      ...stored,
      change: change.kind,
      propertyId: propertyOf(scope, stored.unitId),
      severityReason: null,
      status: 'resolved',
      resolution,
    };
  }
  const { finding, judgement } = change;
  return {
    change: change.kind,
    id: change.kind === 'detected' ? randomUUID() : change.stored.id,
    kind: finding.kind,
    propertyId: propertyOf(scope, finding.unitId),
    unitId: finding.unitId,
    firstBookingId: finding.first.id,
    secondBookingId: finding.second?.id ?? null,
    listingId: finding.listingId,
    checkIn: finding.nights.checkIn,
    checkOut: finding.nights.checkOut,
    severity: judgement.severity,
    severityReason: judgement.reason,
    status: change.kind === 'changed' ? change.stored.status : 'detected',
    resolution: null,
  };
}

/** A unit outside of the scope that was locked: a fault of the program, never of its input. */
export class UnitNotLocked extends Error {
  override readonly name = 'UnitNotLocked';
}

/** @throws {UnitNotLocked} */
export function propertyOf(scope: Scope, unitId: string): string {
  const unit = scope.get(unitId);
  if (unit === undefined) throw new UnitNotLocked(`unit ${unitId} is changed without its lock`);
  return unit.propertyId;
}
