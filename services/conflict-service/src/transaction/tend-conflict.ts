import { istNight, nightStart } from '@roomnight/calendar/night';
import {
  conflictWorkflowId,
  type ConflictActivities,
  type ConflictState,
} from '@roomnight/contracts/conflict';
import { withOrganization } from '@roomnight/database/tenant';
import { attention } from '../rules/attention.ts';
import { conflictDetails } from '../rules/conflict-details.ts';
import type { Fact } from '../rules/fact.ts';
import { judgedOtherwiseOn } from '../rules/next-severity.ts';
import { changeCalendar } from './change-calendar.ts';
import { bookingIdsOf, loadCase, noteMessage, openCase, type ConflictCase } from './conflict-case.ts';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { resolveUnasked } from './resolve-unasked.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Judges a conflict anew by the time that passed: its severity, and whether its nights are over. Ends it where the
 * organization lets that be done without asking. Says what people are to be told now, and when to look again.
 *
 * @throws ApplicationFailure `NotFound`, not retryable
 */
export async function tendConflict(
  service: Service,
  { organizationId, conflictId, told }: Parameters<ConflictActivities['tendConflict']>[0],
): Promise<ConflictState> {
  const { pool, clock } = service;
  await resolveUnasked(service, { organizationId, conflictId });
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx) => {
      const scope = await lockUnits(tx, 'conflict', conflictId);
      const now = clock();
      const load = async (): Promise<ConflictCase> => {
        const found = await loadCase(tx, conflictId);
        if (found === undefined) throw notFound('conflict', conflictId);
        return found;
      };
      let conflict = await load();
      const bookings = await loadBookings(tx, bookingIdsOf(conflict));
      const facts = [...bookings.values()]
        .map(({ booking }) => booking)
        .filter(({ status }) => status === 'active');
      if (conflict.status !== 'resolved') {
        const actor = { kind: 'workflow', id: conflictWorkflowId(conflictId) } as const;
        await changeCalendar(tx, { organizationId, scope, bookings: [], reconsidered: facts, actor, now });
      }
      await openCase(tx, organizationId, conflict);
      if (told !== null) await noteMessage(tx, await load(), told, now);
      conflict = await load();
      const { message, at } = attention(conflict, now);
      const wake = [at, ...judgedAt(conflict, facts, now)].filter((each) => each !== null);
      return {
        status: conflict.status,
        propertyId: conflict.propertyId,
        details: conflictDetails(conflict),
        message,
        wakeAt:
          wake.length === 0 ? null : new Date(Math.min(...wake.map((each) => each.getTime()))).toISOString(),
      };
    }),
  );
}

/** When an open conflict is to be judged otherwise although nothing changed. */
function judgedAt(conflict: ConflictCase, facts: readonly Fact[], now: Date): Date[] {
  const [first, second = null] = facts;
  if (conflict.status === 'resolved' || first === undefined) return [];
  return [nightStart(judgedOtherwiseOn(first, second, conflict, istNight(now), conflict.kind))];
}
