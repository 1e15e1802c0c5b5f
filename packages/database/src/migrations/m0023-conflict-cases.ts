import { Migration } from '@mikro-orm/migrations';

/** What people make of a conflict: who takes care of it, what they chose, step by step, and who was told. */
export class ConflictCases extends Migration {
  override name = 'm0023-conflict-cases';

  override up(): void {
    this.addSql(`
      ALTER TABLE availability.calendar_conflicts ADD COLUMN revision bigint NOT NULL DEFAULT 1,
        ADD COLUMN announced_revision bigint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN availability.calendar_conflicts.revision IS 'Moved by every change of the row.';
      COMMENT ON COLUMN availability.calendar_conflicts.announced_revision IS
        'The revision that the conflict''s workflow was last told of: what differs is told, whatever crashed in between.';
      CREATE INDEX conflicts_to_announce ON availability.calendar_conflicts (id) WHERE revision <> announced_revision;
      -- What was over before has no workflow and needs none. The wall holds for the table's owner too, but for this statement.
      ALTER TABLE availability.calendar_conflicts NO FORCE ROW LEVEL SECURITY;
      UPDATE availability.calendar_conflicts SET announced_revision = revision WHERE status = 'resolved';
      ALTER TABLE availability.calendar_conflicts FORCE ROW LEVEL SECURITY;
      GRANT USAGE ON SCHEMA availability TO roomnight_sweeper;
      GRANT SELECT (id, organization_id, status, revision, announced_revision) ON availability.calendar_conflicts
        TO roomnight_sweeper;
      CREATE POLICY sweeper ON availability.calendar_conflicts FOR SELECT TO roomnight_sweeper USING (true);

      CREATE TABLE availability.conflict_cases (
        conflict_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        opened_at timestamptz NOT NULL,
        assignee_id uuid,
        resolution jsonb,
        chosen_by uuid,
        chosen_at timestamptz,
        messages int NOT NULL DEFAULT 0,
        reminders int NOT NULL DEFAULT 0,
        told_severity text CHECK (told_severity IN ('low', 'medium', 'high')),
        told_at timestamptz,
        told_end boolean NOT NULL DEFAULT false,
        by_hand boolean NOT NULL DEFAULT false,
        FOREIGN KEY (organization_id, conflict_id) REFERENCES availability.calendar_conflicts (organization_id, id),
        CHECK ((resolution IS NULL) = (chosen_at IS NULL))
      );
      COMMENT ON TABLE availability.conflict_cases IS
        'What people make of a conflict. opened_at is the conflict''s detected_at: a conflict that returns is a new case.';
      COMMENT ON COLUMN availability.conflict_cases.messages IS
        'How many messages were sent: each has a number, and no number is sent twice.';
      COMMENT ON COLUMN availability.conflict_cases.told_severity IS 'The highest that people were told of.';
      COMMENT ON COLUMN availability.conflict_cases.by_hand IS
        'A person chose, or took something back: nothing is done without asking any more, in no life of the conflict.';
      COMMENT ON COLUMN availability.conflict_cases.chosen_by IS
        'Null where Roomnight chose, because the organization lets it; so is done_by of its steps.';
      ALTER TABLE availability.mirror_words ALTER COLUMN said_by DROP NOT NULL;
      COMMENT ON COLUMN availability.mirror_words.said_by IS
        'Null where Roomnight said it for the organization, which lets it.';

      CREATE TABLE availability.conflict_steps (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        conflict_id uuid NOT NULL,
        position int NOT NULL,
        kind text NOT NULL,
        booking_id uuid NOT NULL,
        platform text,
        sentence text NOT NULL,
        done_at timestamptz,
        done_by uuid,
        undo jsonb,
        UNIQUE (conflict_id, position),
        FOREIGN KEY (organization_id, conflict_id) REFERENCES availability.calendar_conflicts (organization_id, id),
        FOREIGN KEY (organization_id, booking_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (done_at IS NOT NULL OR done_by IS NULL)
      );
      COMMENT ON TABLE availability.conflict_steps IS
        'What is to be done for the chosen resolution. Kinds that end in _here are done by Roomnight when they are ticked.';
      COMMENT ON COLUMN availability.conflict_steps.undo IS 'The bookings as they were before a step that Roomnight did.';

      CREATE TABLE availability.conflict_actions (
        request_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        conflict_id uuid NOT NULL,
        acted_at timestamptz NOT NULL,
        answer jsonb NOT NULL
      );
      COMMENT ON TABLE availability.conflict_actions IS
        'The answer given to a request about a conflict, written with what it did: a retry gets the same one.';

      CREATE TABLE gateway.conflict_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        conflict_id uuid NOT NULL,
        action text NOT NULL CHECK (action IN ('assign', 'choose', 'withdraw', 'do_step', 'undo_step')),
        details jsonb NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL
      );
      COMMENT ON TABLE gateway.conflict_requests IS 'What a person wants done about a conflict: only its id enters Temporal.';

      CREATE TABLE gateway.conflict_comments (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        conflict_id uuid NOT NULL,
        author_id uuid NOT NULL,
        text text NOT NULL,
        written_at timestamptz NOT NULL
      );
      COMMENT ON TABLE gateway.conflict_comments IS 'What people say to each other about a conflict.';
      CREATE INDEX comments_of_conflict ON gateway.conflict_comments (conflict_id, written_at);

      SELECT log.wall(t::regclass) FROM unnest(ARRAY['availability.conflict_cases', 'availability.conflict_steps',
        'availability.conflict_actions', 'gateway.conflict_requests', 'gateway.conflict_comments']) AS t;
      GRANT SELECT, INSERT, UPDATE ON availability.conflict_cases TO roomnight_conflict;
      GRANT SELECT, INSERT, UPDATE, DELETE ON availability.conflict_steps TO roomnight_conflict;
      GRANT SELECT, INSERT ON availability.conflict_actions TO roomnight_conflict;
      GRANT SELECT ON gateway.conflict_requests TO roomnight_conflict;
      GRANT SELECT ON availability.conflict_cases, availability.conflict_steps TO roomnight_gateway;
      GRANT SELECT, INSERT ON gateway.conflict_requests, gateway.conflict_comments TO roomnight_gateway;
      GRANT SELECT ON availability.calendar_conflicts, availability.conflict_cases, availability.conflict_steps
        TO roomnight_checklist;
    `);
  }
}
