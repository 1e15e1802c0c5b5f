import { addNights, istNight, nightStart } from '@roomnight/calendar/night';
import { formatInstantIst } from '@roomnight/calendar/format';
import type {
  ChecklistActivities,
  ChecklistInput,
  ChecklistReconcileActivities,
  ChecklistState,
} from '@roomnight/contracts/checklist';
import type { ConflictMessageActivities } from '@roomnight/contracts/conflict';
import { FAILURES } from '@roomnight/contracts/failures';
import {
  type MailRoundActivities,
  WATCHDOG_EVERY_MINUTES,
  type WatchdogActivities,
} from '@roomnight/contracts/watchdog';
import { withOrganization } from '@roomnight/database/tenant';
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { acknowledgeItem } from './acknowledge-item.ts';
import { reconcileAllListings } from './all-listings.ts';
import { readChecklist } from './data/checklists.ts';
import { openItems } from './data/items.ts';
import { readListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { beat } from './heartbeat.ts';
import { deliverDue } from './notify/deliver.ts';
import { repairChecklistWorkflows } from './repair-workflows.ts';
import { sendReminder } from './send-reminder.ts';
import { tellOfConflict } from './tell-of-conflict.ts';
import { watch } from './watch.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The activities on the queue `checklists`. */
export function createActivities(
  deps: Dependencies,
): ChecklistActivities &
  ChecklistReconcileActivities &
  WatchdogActivities &
  MailRoundActivities &
  ConflictMessageActivities {
  return {
    checklistState: (input) => checklistState(deps, input),
    sendReminder: (input) => sendReminder(deps, input),
    acknowledgeItem: (input) => acknowledgeItem(deps, input),
    tellOfConflict: (input) => tellOfConflict(deps, input),
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
    async watch() {
      const { feeds, troubles, failed, silent, mailStuck } = await watch(deps, heartbeat);
      const well = failed === 0 && !silent && !mailStuck;
      if (well && deps.heartbeatUrl !== undefined) await beat(deps.heartbeatUrl, deps.logger);
      const counts = Object.entries(feeds).map(([health, count]) => `${count} ${health}`);
      const found = `feeds: ${counts.join(', ') || 'none'}; troubles: ${troubles}, organizations failed: ${failed},`;
      const worst = `${silent ? 'NOTHING POLLS; ' : ''}${mailStuck ? 'NO MAIL GOES OUT; ' : ''}`;
      throw again(deps.clock(), WATCHDOG_EVERY_MINUTES * MINUTE, `${worst}${found}`);
    },
    async sendDueMail() {
      const { sent, refused, rejected, unknown, failed } = await deliverDue(deps, heartbeat);
      const rest = `refused: ${refused}, rejected: ${rejected}, unknown: ${unknown}, failed: ${failed},`;
      throw again(deps.clock(), 20 * SECOND, `mails sent: ${sent}, ${rest}`);
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
