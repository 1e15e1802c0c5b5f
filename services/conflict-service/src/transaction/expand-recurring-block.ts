import { randomUUID } from 'node:crypto';
import { addNights, istNight, laterNight, type Night } from '@roomnight/calendar/night';
import { goesOnAfter, occurrences, type Recurrence } from '@roomnight/calendar/recurrence';
import { parseRule } from '@roomnight/calendar/recurrence-rule';
import type { Stay } from '@roomnight/calendar/stay';
import { LATEST_CHECK_OUT_DAYS } from '@roomnight/contracts/booking';
import {
  recurringBlockWorkflowId,
  type ExpansionAnswer,
  type RecurringBlockInput,
} from '@roomnight/contracts/recurring-block';
import { withOrganization } from '@roomnight/database/tenant';
import { planOccurrences } from '../rules/plan-occurrences.ts';
import { ENTERED_HERE, type BookingRecord } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { keyReused, notFound } from './failures.ts';
import { loadRecurringBlock, locksBetween, type StoredRecurringBlock } from './load-recurring-block.ts';
import { leavesIn, lockUnits } from './lock-units.ts';
import { nameHolders } from './name-holders.ts';
import { rememberAnswers } from './remember-answers.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';
import { writeOccurrences, writeRecurringBlock } from './write-recurring-block.ts';

/**
 * Closes every occurrence of a recurring block that has no block yet, from today as far ahead as a booking may go. The
 * first time it answers whoever asked, and a refusal stays one for ever; later it goes on where time has moved to.
 *
 * @throws ApplicationFailure `NotFound` or `IdempotencyKeyReused`, neither retryable
 */
export function expandRecurringBlock(
  { pool, clock }: Service,
  { organizationId, recurringBlockId }: RecurringBlockInput,
): Promise<ExpansionAnswer> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx) => {
      const scope = await lockUnits(tx, 'recurringBlock', recurringBlockId);
      const block = await loadRecurringBlock(tx, recurringBlockId);
      if (block === undefined || scope.size === 0) throw notFound('recurring block', recurringBlockId);
      if (block.earlier !== null) {
        if (block.earlier.bodyHash !== block.bodyHash) throw keyReused();
        if (block.earlier.answer.kind === 'refused') return block.earlier.answer;
      }
      const now = clock();
      const isAsked = block.earlier === null;
      const span = spanOf(block, istNight(now));
      const due = dueIn(block, span);
      const locks = await locksBetween(tx, leavesIn(scope), span);
      const plan = planOccurrences({ ...block, due, locks, isAsked });
      if (plan.kind === 'refuse') {
        const answer: ExpansionAnswer = { kind: 'refused', taken: await nameHolders(tx, plan.taken) };
        await rememberAnswers(tx, organizationId, [{ request: block, answer }], now);
        return answer;
      }

      const bookings = plan.closed.map((stay) => occurrenceOf(block, stay, now));
      await writeRecurringBlock(tx, organizationId, block, span.checkOut, now);
      await changeCalendar(tx, {
        organizationId,
        scope,
        bookings: bookings.map((after) => ({ after, why: 'One occurrence of a recurring block.' })),
        actor: isAsked
          ? { kind: 'user', id: block.requestedBy }
          : { kind: 'workflow', id: recurringBlockWorkflowId(block.id) },
        now,
      });
      await writeOccurrences(tx, organizationId, block.id, [...bookings, ...plan.leftOut]);
      const answer: ExpansionAnswer = {
        kind: 'expanded',
        until: span.checkOut,
        closed: plan.closed.length,
        leftOut: plan.leftOut.length,
        goesOn: plan.leftOut.length > 0 || isToCome(block, span.checkOut),
      };
      if (isAsked) await rememberAnswers(tx, organizationId, [{ request: block, answer }], now);
      return answer;
    }),
  );
}

function spanOf({ firstNight }: StoredRecurringBlock, today: Night): Stay {
  return { checkIn: laterNight(today, firstNight), checkOut: addNights(today, LATEST_CHECK_OUT_DAYS) };
}

function recurrenceOf({ rrule, firstNight, nights }: StoredRecurringBlock): Recurrence {
  return { rule: parseRule(rrule), firstNight, nights };
}

function dueIn(block: StoredRecurringBlock, span: Stay): Stay[] {
  const { endedFrom } = block;
  return occurrences(recurrenceOf(block), span).filter(
    ({ checkIn }) => endedFrom === null || checkIn < endedFrom,
  );
}

function isToCome(block: StoredRecurringBlock, horizon: Night): boolean {
  return block.endedFrom === null && goesOnAfter(recurrenceOf(block), horizon);
}

function occurrenceOf({ unitId, reason }: StoredRecurringBlock, stay: Stay, now: Date): BookingRecord {
  return {
    ...ENTERED_HERE,
    id: randomUUID(),
    unitId,
    ...stay,
    listingId: null,
    kind: 'block',
    reason,
    createdAt: now,
    nightsSince: now,
    heldUntil: null,
  };
}
