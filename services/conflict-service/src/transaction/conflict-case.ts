import type { ClientBase } from 'pg';
import type { ConflictMessage } from '@roomnight/contracts/conflict';
import type { Resolution } from '@roomnight/contracts/resolution';
import { worse, type Care } from '../rules/attention.ts';
import type { StoredConflict } from '../rules/settle-conflicts.ts';

/** A conflict, what people made of it, and where it is. */
export interface ConflictCase extends StoredConflict, Care {
  readonly propertyId: string;
  /** Of the listing it is about, by name. */
  readonly platform: string | null;
  /** The property and the unit, by name. */
  readonly property: string;
  readonly unit: string;
  readonly severityReason: string;
  /** How it ended, in words. */
  readonly outcome: string | null;
  readonly detectedAt: Date;
  readonly assigneeId: string | null;
  readonly resolution: Resolution | null;
  /** A person chose, or took something back: nothing is done without asking any more. */
  readonly byHand: boolean;
  /** What is left to be done for the resolution, in sentences. */
  readonly openSteps: readonly string[];
}

/** The bookings a conflict is about: two, or one. */
export function bookingIdsOf({ firstBookingId, secondBookingId }: StoredConflict): string[] {
  return secondBookingId === null ? [firstBookingId] : [firstBookingId, secondBookingId];
}

/** @returns undefined if the organization has no such conflict */
export async function loadCase(tx: ClientBase, conflictId: string): Promise<ConflictCase | undefined> {
  const { rows } = await tx.query<ConflictCase>({ name: 'conflict-case', text: CASE, values: [conflictId] });
  return rows[0];
}

/** What people made of an earlier life of the conflict says nothing of this one. */
const CASE = `
  SELECT c.id, c.property_id AS "propertyId", c.unit_id AS "unitId", p.name AS property, u.name AS unit, o.name AS platform,
    c.kind, c.listing_id AS "listingId", c.first_booking_id AS "firstBookingId", c.second_booking_id AS "secondBookingId", c.check_in AS "checkIn",
    c.check_out AS "checkOut", c.severity, c.severity_reason AS "severityReason", c.status, c.resolution AS outcome,
    c.detected_at AS "detectedAt", k.assignee_id AS "assigneeId", k.resolution, k.chosen_at AS "chosenAt",
    coalesce(any_life.by_hand, false) AS "byHand",
    coalesce(any_life.messages, 0) AS messages, coalesce(k.reminders, 0) AS reminders,
    k.told_severity AS "toldSeverity", k.told_at AS "toldAt", coalesce(k.told_end, false) AS "toldEnd",
    ARRAY(SELECT s.sentence FROM availability.conflict_steps s WHERE s.conflict_id = k.conflict_id AND s.done_at IS NULL
      ORDER BY s.position) AS "openSteps"
  FROM availability.calendar_conflicts c
  JOIN gateway.units u ON u.id = c.unit_id JOIN gateway.properties p ON p.id = c.property_id
  LEFT JOIN gateway.listings l ON l.id = c.listing_id LEFT JOIN gateway.ota_platforms o ON o.id = l.platform_id
  LEFT JOIN availability.conflict_cases any_life ON any_life.conflict_id = c.id
  LEFT JOIN availability.conflict_cases k ON k.conflict_id = c.id AND k.opened_at = c.detected_at
  WHERE c.id = $1`;

/** Begins the case of a conflict that is new or has returned; messages are counted on. Must be called before any change of it. */
export async function openCase(
  tx: ClientBase,
  organizationId: string,
  { id, detectedAt }: Pick<ConflictCase, 'id' | 'detectedAt'>,
): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'open-case',
    text: `INSERT INTO availability.conflict_cases AS k (organization_id, conflict_id, opened_at) VALUES ($1, $2, $3)
           ON CONFLICT (conflict_id) DO UPDATE SET opened_at = excluded.opened_at, resolution = NULL, chosen_by = NULL,
             chosen_at = NULL, reminders = 0, told_severity = NULL, told_at = NULL, told_end = false
           WHERE k.opened_at <> excluded.opened_at`,
    values: [organizationId, id, detectedAt],
  });
  if (rowCount === 0) return;
  await tx.query({
    name: 'forget-steps',
    text: 'DELETE FROM availability.conflict_steps WHERE conflict_id = $1',
    values: [id],
  });
}

/** Notes that a message went out, once however often it is called. */
export async function noteMessage(
  tx: ClientBase,
  { id, severity, toldSeverity, reminders, messages }: ConflictCase,
  { number, moment }: ConflictMessage,
  now: Date,
): Promise<void> {
  if (messages !== number - 1) return;
  const worst = worse(severity, toldSeverity);
  const isReminder = moment !== 'detected' && worst === toldSeverity;
  await tx.query({
    name: 'note-message',
    text: `UPDATE availability.conflict_cases SET messages = $2, told_severity = $3, told_at = $4, reminders = $5, told_end = $6
           WHERE conflict_id = $1`,
    values: [id, number, worst, now, isReminder ? reminders + 1 : 0, moment === 'resolved'],
  });
}
