import { writeAudit, type Actor } from '@roomnight/database/audit';
import type { ClientBase } from 'pg';
import type { Scope } from '../rules/fact.ts';
import type { ConflictCase } from './conflict-case.ts';

/** Everything that something a person does about a conflict is done with. */
export interface Acting {
  tx: ClientBase;
  organizationId: string;
  /** Of the conflict's bookings, and of every unit that the way out leads to. */
  scope: Scope;
  conflict: ConflictCase;
  requestId: string;
  actor: Actor;
  now: Date;
}

/** Who acts, where it is a person; null where Roomnight acts for the organization, which lets it. */
export function personOf({ actor }: Pick<Acting, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.id : null;
}

/** Why something cannot be done, in a sentence; undefined once it is done. */
export type Refusal = string | undefined;

/** One row of audit about the conflict itself; what happened to bookings has rows of its own. */
export function auditAction(
  { tx, organizationId, conflict, actor, now }: Acting,
  action: string,
  reason: string,
  change: { before?: object; after?: object },
): Promise<void> {
  return writeAudit(tx, [
    {
      organizationId,
      occurredAt: now,
      actor,
      action,
      subjectKind: 'conflict',
      subjectId: conflict.id,
      reason,
      ...change,
      nights: conflict,
    },
  ]);
}
