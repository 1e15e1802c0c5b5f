import { Migration } from '@mikro-orm/migrations';

/** The audit by unit and night, so that what became of a night is found among everything that ever happened. */
export class History extends Migration {
  override name = 'm0019-history';

  override up(): void {
    this.addSql(`
      ALTER TABLE log.audit ADD COLUMN unit_id uuid, ADD COLUMN check_in date, ADD COLUMN check_out date,
        ADD COLUMN change_set_id uuid;
      COMMENT ON COLUMN log.audit.unit_id IS 'Of a change of a calendar: the unit of the booking or of the conflict.';
      COMMENT ON COLUMN log.audit.check_in IS
        'The nights the row is about, to check_out: those of the booking or of the conflict as it left them.';
      COMMENT ON COLUMN log.audit.change_set_id IS 'What a poll found that led to it; null where no feed did.';
      CREATE INDEX audit_of_nights ON log.audit (unit_id, check_out, check_in) WHERE unit_id IS NOT NULL;
      COMMENT ON INDEX log.audit_of_nights IS
        'Which bookings and conflicts ever had to do with a night of a unit. Their whole story is then found by audit_of_subject.';
      GRANT SELECT (id, organization_id, listing_id, sync_run_id) ON sync.change_sets TO roomnight_gateway;
    `);

    // The rows of before. The wall holds for the tables' owner too, but for these statements.
    this.addSql(`
      ALTER TABLE log.audit NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.bookings NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.calendar_conflicts NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.applied_change_sets NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE sync.change_sets NO FORCE ROW LEVEL SECURITY;
      UPDATE log.audit a SET unit_id = b.unit_id,
          check_in = coalesce(a.after ->> 'checkIn', a.before ->> 'checkIn', b.check_in::text)::date,
          check_out = coalesce(a.after ->> 'checkOut', a.before ->> 'checkOut', b.check_out::text)::date
        FROM availability.bookings b WHERE a.subject_kind = 'booking' AND b.id = a.subject_id;
      UPDATE log.audit a SET unit_id = c.unit_id, check_in = (a.after ->> 'checkIn')::date,
          check_out = (a.after ->> 'checkOut')::date
        FROM availability.calendar_conflicts c WHERE a.subject_kind = 'conflict' AND c.id = a.subject_id;
      UPDATE log.audit a SET change_set_id = s.id
        FROM availability.applied_change_sets applied JOIN sync.change_sets s ON s.id = applied.change_set_id
        WHERE a.subject_kind IN ('booking', 'conflict') AND a.organization_id = s.organization_id
          AND a.actor_id = 'feed:' || s.listing_id AND a.occurred_at = applied.applied_at;
      ALTER TABLE log.audit FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.bookings FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.calendar_conflicts FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.applied_change_sets FORCE ROW LEVEL SECURITY;
      ALTER TABLE sync.change_sets FORCE ROW LEVEL SECURITY;
    `);
  }
}
