import type { SendReminderInput } from '@roomnight/contracts/checklist';
import { FAILURES } from '@roomnight/contracts/failures';
import { logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import { ApplicationFailure } from '@temporalio/common';
import { countReminder, readChecklist } from './data/checklists.ts';
import { claimDelivery, markSent, releaseDelivery } from './data/deliveries.ts';
import { openItems } from './data/items.ts';
import { readListing, type ManualListing } from './data/listing.ts';
import { readRecipients, type Recipient } from './data/recipients.ts';
import type { Dependencies } from './dependencies.ts';
import type { Outcome } from './mailer.ts';
import { remindAt } from './rules/remind-at.ts';
import { reminderMail, type Mail } from './rules/reminder-mail.ts';
import type { Item } from './rules/work.ts';

/**
 * Mails one numbered reminder to each owner and manager, and sets when the next one is due.
 *
 * To each person at most once: the right to send is claimed in the database before, and marked as used after.
 * What was certainly not sent gives the claim back and is tried again. A claim that was neither used nor given
 * back (the process died, the connection broke after the text was sent) is not tried again: that reminder may be
 * lost, so the next one then comes as soon as a first one would.
 */
export async function sendReminder(
  deps: Dependencies,
  input: SendReminderInput,
): Promise<{ recipients: number }> {
  const due = await readDue(deps, input);
  if (due === undefined) return { recipients: 0 };

  const mail = reminderMail({
    property: due.listing.propertyName,
    unit: due.listing.unitName,
    platform: due.listing.platform.name,
    changes: due.items,
    link: new URL('/checklists', deps.publicUrl).href,
    number: input.number,
  });
  const outcomes: Outcome[] = [];
  for (const recipient of due.recipients) outcomes.push(await deliver(deps, input, recipient, mail));
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
  recipients: Recipient[];
}

/** What the reminder says and to whom; undefined when it was sent before, or nothing is left to do. */
function readDue(
  { pool }: Dependencies,
  { organizationId, checklistId, number }: SendReminderInput,
): Promise<Due | undefined> {
  return withOrganization(pool, organizationId, async (tx) => {
    const checklist = await readChecklist(tx, checklistId);
    const listing = checklist && (await readListing(tx, checklist.listingId));
    if (listing === undefined) {
      throw ApplicationFailure.nonRetryable(`there is no checklist ${checklistId}`, FAILURES.notFound);
    }
    if (checklist?.status !== 'open' || checklist.remindersSent !== number - 1) return undefined;
    return {
      listing,
      items: await openItems(tx, checklistId),
      recipients: await readRecipients(tx, organizationId),
    };
  });
}

async function deliver(
  { pool, clock, mailer }: Dependencies,
  { organizationId, checklistId, number }: SendReminderInput,
  { userId, email }: Recipient,
  mail: Mail,
): Promise<Outcome> {
  const dedupeKey = `checklist:${checklistId}:reminder:${number}:${userId}`;
  const claim = await withOrganization(pool, organizationId, (tx) =>
    claimDelivery(
      tx,
      { organizationId, dedupeKey, kind: 'checklist_reminder', recipient: email, checklistId },
      clock(),
    ),
  );
  if (claim !== 'claimed') return claim;
  const outcome = await mailer.send({ ...mail, to: email, dedupeKey });
  if (outcome === 'sent') {
    await withOrganization(pool, organizationId, (tx) => markSent(tx, dedupeKey, clock()));
  } else if (outcome === 'refused') {
    await withOrganization(pool, organizationId, (tx) => releaseDelivery(tx, dedupeKey));
  }
  return outcome;
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
