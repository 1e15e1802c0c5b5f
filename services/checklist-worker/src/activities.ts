import { addNights, istNight, nightStart } from '@roomnight/calendar/night';
import { formatInstantIst } from '@roomnight/calendar/format';
import type {
  ChecklistActivities,
  ChecklistInput,
  ChecklistReconcileActivities,
  ChecklistState,
} from '@roomnight/contracts/checklist';
import { FAILURES } from '@roomnight/contracts/failures';
import { withOrganization } from '@roomnight/database/tenant';
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { acknowledgeItem } from './acknowledge-item.ts';
import { reconcileAllListings } from './all-listings.ts';
import { readChecklist } from './data/checklists.ts';
import { openItems } from './data/items.ts';
import { readListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { repairChecklistWorkflows } from './repair-workflows.ts';
import { sendReminder } from './send-reminder.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The activities on the queue `checklists`. */
export function createActivities(deps: Dependencies): ChecklistActivities & ChecklistReconcileActivities {
  return {
    checklistState: (input) => checklistState(deps, input),
    sendReminder: (input) => sendReminder(deps, input),
    acknowledgeItem: (input) => acknowledgeItem(deps, input),
    async reconcileListings() {
      const { listings, failed } = await reconcileAllListings(deps, 'regular comparison', heartbeat);
      const now = deps.clock();
      const midnight = nightStart(addNights(istNight(now), 1)).getTime() - now.getTime();
      throw again(
        now,
        Math.min(HOUR, midnight + MINUTE),
        `manual listings compared: ${listings}, failed: ${failed},`,
      );
    },
    async repairWorkflows() {
      const { told, started } = await repairChecklistWorkflows(deps, heartbeat);
      throw again(deps.clock(), MINUTE, `workflows told: ${told}, started: ${started},`);
    },
  };
}

function checklistState(
  { pool }: Dependencies,
  { organizationId, checklistId }: ChecklistInput,
): Promise<ChecklistState> {
  return withOrganization(pool, organizationId, async (tx) => {
    const checklist = await readChecklist(tx, checklistId);
    const listing = checklist && (await readListing(tx, checklist.listingId));
    if (checklist === undefined || listing === undefined) {
      throw ApplicationFailure.nonRetryable(`there is no checklist ${checklistId}`, FAILURES.notFound);
    }
    return {
      done: checklist.status === 'done',
      openItems: (await openItems(tx, checklistId)).length,
      remindAt: checklist.remindAt.toISOString(),
      remindersSent: checklist.remindersSent,
      propertyId: listing.propertyId,
      platform: listing.platform.key,
      where: `${listing.platform.name}, ${listing.propertyName}, ${listing.unitName}`,
    };
  });
}

/** Ends an attempt without ending the activity. Its message is what ops read on the pending activity. */
function again(now: Date, delay: number, did: string): ApplicationFailure {
  const next = formatInstantIst(new Date(now.getTime() + delay));
  return ApplicationFailure.create({
    type: FAILURES.noChange,
    message: `${did} at ${formatInstantIst(now)}; again about ${next}`,
    nextRetryDelay: delay,
    category: ApplicationFailureCategory.BENIGN,
  });
}
