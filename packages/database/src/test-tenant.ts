import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

const NOW = new Date('2027-03-01T06:00:00Z');

/** One row of each kind for an organization, for tests that look at who sees it. */
export async function seedTenant(
  admin: Pool,
  { organization, listing }: { organization: string; listing: string },
): Promise<void> {
  const ids = {
    property: randomUUID(),
    unit: randomUUID(),
    platform: randomUUID(),
    user: randomUUID(),
    booking: randomUUID(),
    recurringBlock: randomUUID(),
    alert: randomUUID(),
    notification: randomUUID(),
  };
  const statements: [sql: string, values: unknown[]][] = [
    [
      `INSERT INTO auth.organizations VALUES ($1, 'Org', gen_random_uuid()::text, NULL, NULL, $2)`,
      [organization, NOW],
    ],
    [
      `INSERT INTO auth.users VALUES ($1, 'Asha', gen_random_uuid() || '@example.com', true, NULL, $2, $2)`,
      [ids.user, NOW],
    ],
    [
      `INSERT INTO auth.members VALUES (gen_random_uuid(), $1, $2, 'owner', $3)`,
      [organization, ids.user, NOW],
    ],
    [
      `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
       VALUES ($2, $1, 'airbnb', 'Airbnb', 'ical', $3)`,
      [organization, ids.platform, NOW],
    ],
    [`INSERT INTO gateway.properties VALUES ($2, $1, 'House', 'Goa', $3)`, [organization, ids.property, NOW]],
    [
      `INSERT INTO gateway.units VALUES ($2, $1, $3, NULL, 'Room', $4)`,
      [organization, ids.unit, ids.property, NOW],
    ],
    [
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted, import_url_hint, created_at, updated_at)
       VALUES ($2, $1, $3, $4, 'ical', 'sealed', 'airbnb.com …1234', $5, $5)`,
      [organization, listing, ids.unit, ids.platform, NOW],
    ],
    [
      `INSERT INTO gateway.export_tokens VALUES (gen_random_uuid(), $1, $2, decode(md5(random()::text), 'hex'), 'sealed', '…1234', $3, NULL)`,
      [organization, listing, NOW],
    ],
    [
      `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in, check_out, reason, created_at, updated_at)
       VALUES ($2, $1, $3, $4, 'import', 'stay', 'active', '2027-03-10', '2027-03-12', 'test', $5, $5)`,
      [organization, ids.booking, ids.unit, listing, NOW],
    ],
    [
      `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
       VALUES ($1, $2, $3, '2027-03-10', '2027-03-12', $4)`,
      [organization, ids.unit, ids.booking, NOW],
    ],
    [
      `INSERT INTO availability.guests (organization_id, booking_id, name) VALUES ($1, $2, 'Ravi')`,
      [organization, ids.booking],
    ],
    [
      `INSERT INTO gateway.mirror_requests (id, organization_id, booking_id, other_booking_id, same, requested_by, requested_at)
       VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), true, $3, $4)`,
      [organization, ids.booking, ids.user, NOW],
    ],
    [
      `INSERT INTO gateway.recurring_block_requests
       VALUES ($2, $1, gen_random_uuid()::text, 'hash', $3, '2027-03-15', 1, 'FREQ=WEEKLY', false, 'test', $4, $5)`,
      [organization, ids.recurringBlock, ids.unit, ids.user, NOW],
    ],
    [
      `INSERT INTO gateway.recurring_block_end_requests VALUES ($2, $1, $2, '2027-03-15', 'test', $3, $4)`,
      [organization, ids.recurringBlock, ids.user, NOW],
    ],
    [
      `INSERT INTO availability.recurring_blocks
       VALUES ($2, $1, $3, '2027-03-15', 1, 'FREQ=WEEKLY', false, 'test', '2030-03-01', NULL, $4)`,
      [organization, ids.recurringBlock, ids.unit, NOW],
    ],
    [
      `INSERT INTO availability.recurring_block_occurrences VALUES ($2, '2027-03-15', '2027-03-16', $1, NULL)`,
      [organization, ids.recurringBlock],
    ],
    [
      `INSERT INTO gateway.hold_requests (id, organization_id, booking_id, decision, requested_by, requested_at)
       VALUES (gen_random_uuid(), $1, $2, 'confirm', $3, $4)`,
      [organization, ids.booking, ids.user, NOW],
    ],
    [
      `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message) VALUES ($1, $2, $3, $3, 'changed', 'test')`,
      [organization, listing, NOW],
    ],
    [
      `INSERT INTO sync.feed_events VALUES ($2, 1, $1, '2027-03-10', '2027-03-12', 'stay', true, 'test', 1)`,
      [organization, listing],
    ],
    [`INSERT INTO sync.verifications VALUES ($2, $1, $3, '{}', '{}', '{}')`, [organization, listing, NOW]],
    [
      `INSERT INTO sync.quarantines (id, organization_id, listing_id, is_whole_feed, reason, releases, status, opened_at, changed_at)
       VALUES ($2, $1, $2, false, 'test', '[]', 'open', $3, $3)`,
      [organization, listing, NOW],
    ],
    [
      `INSERT INTO gateway.quarantine_decisions (organization_id, listing_id, quarantine_id, revision, free, shown, reason, decided_by, decided_at)
       VALUES ($1, $2, $2, 1, '{}', '[]', 'test', $3, $4)`,
      [organization, listing, ids.user, NOW],
    ],
    [
      `INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at) VALUES ($1, $2, 'open', $3, $3)`,
      [organization, listing, NOW],
    ],
    [
      `INSERT INTO checklists.alerts (id, organization_id, kind, severity, status, incident_key, group_key, title, sentence, meaning, advice, opened_at)
       VALUES ($2, $1, 'feed_late', 'medium', 'open', 'key', 'group', 'title', 'sentence', 'meaning', 'advice', $3)`,
      [organization, ids.alert, NOW],
    ],
    [
      `INSERT INTO checklists.alert_listings VALUES ($2, $3, 'late', $1, $4, NULL, NULL, NULL)`,
      [organization, ids.alert, listing, NOW],
    ],
    [
      `INSERT INTO checklists.notifications VALUES ($3, $1, $2, gen_random_uuid()::text, 'feed_late', 'title', 'body', '/alerts', $4)`,
      [organization, ids.user, ids.notification, NOW],
    ],
    [
      `INSERT INTO checklists.notification_deliveries (organization_id, dedupe_key, kind, recipient, policy, created_at)
       VALUES ($1, gen_random_uuid()::text, 'feed_late', 'asha@example.com', 'at_least_once', $2)`,
      [organization, NOW],
    ],
    [
      `INSERT INTO gateway.notification_preferences VALUES ($1, $2, 'feed_late', true, false, $3)`,
      [organization, ids.user, NOW],
    ],
    [
      `INSERT INTO gateway.conflict_preferences VALUES ($1, 'first_booked', 50, true, '{}', $3, $2)`,
      [organization, ids.user, NOW],
    ],
    [
      `INSERT INTO gateway.read_notifications VALUES ($1, $2, $3, $4)`,
      [organization, ids.user, ids.notification, NOW],
    ],
    [
      `INSERT INTO log.events (occurred_at, organization_id, type) VALUES ($2, $1, 'CalendarChanged')`,
      [organization, NOW],
    ],
    [
      `INSERT INTO log.audit (occurred_at, organization_id, actor_kind, actor_id, action, subject_kind, subject_id, reason)
       VALUES ($2, $1, 'service', 'test', 'test', 'test', $1, 'test')`,
      [organization, NOW],
    ],
  ];
  for (const [sql, values] of statements) await admin.query(sql, values);
}
