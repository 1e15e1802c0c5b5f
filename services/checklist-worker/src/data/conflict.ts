import { placeName } from '@roomnight/contracts/place-name';
import type { ClientBase } from 'pg';
import type { ConflictFacts } from '../rules/conflict-mail.ts';

/** A conflict as it is told, who takes care of it, and who looks after its property. */
export interface ToldConflict extends ConflictFacts {
  assigneeId: string | null;
  managerId: string | null;
}

export async function readConflict(tx: ClientBase, conflictId: string): Promise<ToldConflict | undefined> {
  const { rows } = await tx.query<Omit<ToldConflict, 'place'> & { property: string; unit: string }>({
    name: 'told-conflict',
    text: `SELECT c.kind, sold.name AS platform, p.name AS property, u.name AS unit, c.check_in AS "checkIn", c.check_out AS "checkOut", c.status,
             c.severity, c.severity_reason AS "severityReason", c.resolution AS outcome, c.detected_at AS "detectedAt",
             k.assignee_id AS "assigneeId", p.manager_id AS "managerId",
             ARRAY(SELECT s.sentence FROM availability.conflict_steps s
               WHERE s.conflict_id = k.conflict_id AND s.done_at IS NULL ORDER BY s.position) AS "openSteps",
             (SELECT json_agg(json_build_object('kind', b.kind, 'checkIn', b.check_in, 'checkOut', b.check_out,
                 'platform', o.name) ORDER BY b.created_at, b.id)
               FROM availability.bookings b LEFT JOIN gateway.listings l ON l.id = b.listing_id
               LEFT JOIN gateway.ota_platforms o ON o.id = l.platform_id
               WHERE b.id IN (c.first_booking_id, c.second_booking_id)) AS bookings
           FROM availability.calendar_conflicts c
           JOIN gateway.units u ON u.id = c.unit_id JOIN gateway.properties p ON p.id = c.property_id
           LEFT JOIN gateway.listings at ON at.id = c.listing_id
           LEFT JOIN gateway.ota_platforms sold ON sold.id = at.platform_id
           LEFT JOIN availability.conflict_cases k ON k.conflict_id = c.id AND k.opened_at = c.detected_at
           WHERE c.id = $1`,
    values: [conflictId],
  });
  return rows.map(({ property, unit, ...rest }) => ({ ...rest, place: placeName(property, unit) }))[0];
}
