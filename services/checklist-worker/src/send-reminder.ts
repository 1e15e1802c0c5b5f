import type { SendReminderInput } from '@roomnight/contracts/checklist';
import { FAILURES } from '@roomnight/contracts/failures';
import { logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import { ApplicationFailure } from '@temporalio/common';
import { countReminder, readChecklist } from './data/checklists.ts';
import { openItems } from './data/items.ts';
import { readListing, type ManualListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { deliver } from './notify/deliver.ts';
import type { Outcome } from './notify/mailer.ts';
import { deliveryKey, notify } from './notify/notify.ts';
import { remindAt } from './rules/remind-at.ts';
import { reminderMail } from './rules/reminder-mail.ts';
import type { Item } from './rules/work.ts';

/**
 * Tells each owner and manager, as they want to be told, one numbered reminder, and sets when the next one is due.
 *
 * By e-mail at most once: an attempt that never said how it ended (the process died, the connection broke after the
 * text was sent) is not repeated. That reminder may be lost, so the next one then comes as soon as a first one would.
 */
export async function sendReminder(
  deps: Dependencies,
  input: SendReminderInput,
): Promise<{ recipients: number }> {
  const due = await tellWhatIsDue(deps, input);
  if (due === undefined) return { recipients: 0 };

  const outcomes: Outcome[] = [];
  for (const dedupeKey of due.deliveries) {
    outcomes.push(await deliver(deps, input.organizationId, dedupeKey));
  }
  const count = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  deps.logger.info(
    {
      checklistId: input.checklistId,
      reminder: input.number,
      sent: count('sent'),
      unknown: count('unknown'),
    },
    'reminded',
  );
  if (count('refused') > 0) {
    throw ApplicationFailure.retryable(
      `the mail server refused ${count('refused')} messages for now`,
      'MailRefused',
    );
  }
  const sent = count('unknown') > 0 ? 0 : input.number;
  await countIt(deps, input, due.listing, remindAt({ since: deps.clock(), sent, changes: due.items }));
  return { recipients: count('sent') };
}

interface Due {
  listing: ManualListing;
  items: Item[];
  /** The e-mails to send, by their keys. */
  deliveries: string[];
}

/** Shows the reminder in the app, and puts its e-mails up; undefined when it went out before, or nothing is left to do. */
function tellWhatIsDue(
  { pool, clock, publicUrl }: Dependencies,
  { organizationId, checklistId, number }: SendReminderInput,
): Promise<Due | undefined> {
  return withOrganization(pool, organizationId, async (tx) => {
    const checklist = await readChecklist(tx, checklistId);
    const listing = checklist && (await readListing(tx, checklist.listingId));
    if (listing === undefined) {
      throw ApplicationFailure.nonRetryable(`there is no checklist ${checklistId}`, FAILURES.notFound);
    }
    if (checklist?.status !== 'open' || checklist.remindersSent !== number - 1) return undefined;
    const items = await openItems(tx, checklistId);
    const path = '/checklists';
    const mail = reminderMail({
      property: listing.propertyName,
      unit: listing.unitName,
      platform: listing.platform.name,
      changes: items,
      link: new URL(path, publicUrl).href,
      number,
    });
    const key = `checklist:${checklistId}:reminder:${number}`;
    const people = await notify(
      tx,
      {
        organizationId,
        kind: 'checklist_reminder',
        key,
        title: mail.subject,
        body: 'Make them there, then tick each one off, so that nobody does it twice.',
        path,
        mail,
        policy: 'at_most_once',
        checklistId,
      },
      clock(),
    );
    return { listing, items, deliveries: people.map(({ userId }) => deliveryKey(key, userId)) };
  });
}

async function countIt(
  { pool, clock }: Dependencies,
  { organizationId, checklistId, number }: SendReminderInput,
  listing: ManualListing,
  next: Date,
): Promise<void> {
  await withOrganization(pool, organizationId, async (tx) => {
    if (!(await countReminder(tx, { id: checklistId, number, remindAt: next }))) return;
    await logEvents(tx, [
      {
        organizationId,
        type: 'ChecklistChanged',
        occurredAt: clock(),
        propertyId: listing.propertyId,
        unitId: listing.unitId,
        listingId: listing.id,
        checklistId,
      },
    ]);
  });
}
