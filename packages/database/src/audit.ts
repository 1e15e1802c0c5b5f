import type { Transaction } from './statement.ts';

export type ActorKind = 'user' | 'api_key' | 'workflow' | 'service';

/** Who did it: a person, an API key, a workflow (by its id) or a service. */
export interface Actor {
  kind: ActorKind;
  id: string;
}

/** One change of the calendar or of what is configured. `before` and `after` hold no guest data and no secret. */
export interface AuditEntry {
  organizationId: string;
  occurredAt: Date;
  actor: Actor;
  action: string;
  subjectKind: string;
  subjectId: string;
  reason: string;
  before?: object | undefined;
  after?: object | undefined;
  /** Of a change of a calendar: the unit and the nights it is about, by which it is found again. */
  nights?: { unitId: string; checkIn: string; checkOut: string } | undefined;
  /** What a poll found that led to it. */
  changeSetId?: string | undefined;
}

/** Writes audit rows in the caller's transaction, in one statement. */
export async function writeAudit(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query({
    name: 'write-audit',
    text: `INSERT INTO log.audit (organization_id, occurred_at, actor_kind, actor_id, action, subject_kind, subject_id,
             reason, before, after, unit_id, check_in, check_out, change_set_id)
           SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[],
             $8::text[], $9::jsonb[], $10::jsonb[], $11::uuid[], $12::date[], $13::date[], $14::uuid[])`,
    values: [
      entries.map((e) => e.organizationId),
      entries.map((e) => e.occurredAt),
      entries.map((e) => e.actor.kind),
      entries.map((e) => e.actor.id),
      entries.map((e) => e.action),
      entries.map((e) => e.subjectKind),
      entries.map((e) => e.subjectId),
      entries.map((e) => e.reason),
      entries.map((e) => (e.before === undefined ? null : JSON.stringify(e.before))),
      entries.map((e) => (e.after === undefined ? null : JSON.stringify(e.after))),
      entries.map((e) => e.nights?.unitId),
      entries.map((e) => e.nights?.checkIn),
      entries.map((e) => e.nights?.checkOut),
      entries.map((e) => e.changeSetId),
    ],
  });
}
