import type { EntityManager } from '@mikro-orm/postgresql';
import { type AuditEntry, writeAudit } from '@roomnight/database/audit';
import { type CalendarEvent, logEvents } from '@roomnight/database/event-log';
import { transactionOf } from '@roomnight/database/statement';
import type { App, Session } from './context.ts';

type Recorded = Omit<AuditEntry, 'organizationId' | 'occurredAt' | 'actor'>;
type Announced = Omit<CalendarEvent, 'organizationId' | 'occurredAt'>;

/** One change of what people configure, as it is being made. */
export interface Change {
  readonly em: EntityManager;
  readonly now: Date;
  /** Adds to the audit. */
  record(entry: Recorded): void;
  /** Adds to the event log. */
  announce(event: Announced): void;
}

/**
 * Runs `work` in one transaction of the viewer's organization and writes its audit and events in the same one,
 * last: nothing is announced before the rows are locked.
 */
export function configure<T>(
  { clock }: Pick<App, 'clock'>,
  { em: outer, viewer }: Session,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  return outer.transactional(async (em) => {
    const now = clock();
    const common = { organizationId: viewer.organizationId, occurredAt: now };
    const audit: AuditEntry[] = [];
    const events: CalendarEvent[] = [];
    const result = await work({
      em,
      now,
      record: (entry) => audit.push({ ...entry, ...common, actor: { kind: 'user', id: viewer.userId } }),
      announce: (event) => events.push({ ...event, ...common }),
    });
    await em.flush();
    const tx = transactionOf(em);
    await writeAudit(tx, audit);
    await logEvents(tx, events);
    return result;
  });
}
