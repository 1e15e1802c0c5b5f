import { equalNights } from '@roomnight/calendar/night-set';
import { istNight } from '@roomnight/calendar/night';
import { writeAudit, type Actor } from '@roomnight/database/audit';
import { logEvents } from '@roomnight/database/event-log';
import type { ClientBase } from 'pg';
import { readAcknowledged, writeAcknowledged } from './data/acknowledged-nights.ts';
import { heldNights, soldNights } from './data/calendar.ts';
import { insertChecklist, openChecklistOf, reviseChecklist, type ChecklistRow } from './data/checklists.ts';
import { insertItems, openItems, shortenItems, withdrawItems } from './data/items.ts';
import type { ManualListing } from './data/listing.ts';
import { remindAt } from './rules/remind-at.ts';
import { planWork, type Change, type Item, type Plan } from './rules/work.ts';

export interface Settling {
  organizationId: string;
  listing: ManualListing;
  now: Date;
  /** Who is behind it, and why, for the audit. */
  actor: Actor;
  reason: string;
  /** An item that the same transaction ticked off before: a change even if nothing else follows from it. */
  ticked?: Item;
}

/** Only one transaction at a time may change a listing's checklist. Taken before anything is read. */
export async function lockListing(tx: ClientBase, listingId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('checklist:' || $1, 0))`, [listingId]);
}

/**
 * Makes the listing's one open checklist say what is left to do: opens it, changes it, or declares it done.
 *
 * @returns the checklist as it is now; undefined when there is, and was, nothing to do
 */
export async function settleListing(tx: ClientBase, settling: Settling): Promise<ChecklistRow | undefined> {
  const { organizationId, listing, now, ticked } = settling;
  const checklist = await openChecklistOf(tx, listing.id);
  const items = checklist === undefined ? [] : await openItems(tx, checklist.id);
  const before = await readAcknowledged(tx, listing.id);
  const plan = listing.active
    ? planWork({
        today: istNight(now),
        held: await heldNights(tx, listing.unitId, istNight(now)),
        sold: await soldNights(tx, listing.id, istNight(now)),
        acknowledged: before,
        items,
        split: splitterOf(listing),
      })
    : { acknowledged: before, keep: [], add: [], withdraw: items };
  if (!equalNights(before, plan.acknowledged)) {
    await writeAcknowledged(tx, {
      organizationId,
      listingId: listing.id,
      nights: plan.acknowledged,
      at: now,
    });
  }

  const shortened = plan.keep.filter(
    (item) => !items.some((old) => old.stay.checkIn === item.stay.checkIn && old.id === item.id),
  );
  const changed = plan.add.length + plan.withdraw.length + shortened.length > 0 || ticked !== undefined;
  if (!changed) return checklist;
  const revised = await writeChecklist(tx, settling, checklist, plan);
  await withdrawItems(tx, plan.withdraw, now);
  await shortenItems(tx, shortened);
  await insertItems(
    tx,
    { organizationId, checklistId: revised.id, listingId: listing.id, at: now },
    plan.add,
  );
  await record(tx, settling, revised, {
    before: ticked === undefined ? items : [...items, ticked],
    after: [...plan.keep, ...plan.add],
  });
  return revised;
}

function splitterOf({ platform: { manual }, room }: ManualListing): (change: Change) => Change[] {
  return (change) =>
    manual === undefined
      ? [change]
      : manual.split({ ...change, room }).map(({ action, stay }) => ({ action, stay }));
}

function writeChecklist(
  tx: ClientBase,
  { organizationId, listing, now }: Settling,
  checklist: ChecklistRow | undefined,
  { keep, add }: Plan,
): Promise<ChecklistRow> {
  const remindNew = remindAt({ since: now, sent: 0, changes: add });
  if (checklist === undefined) {
    return insertChecklist(tx, { organizationId, listingId: listing.id, openedAt: now, remindAt: remindNew });
  }
  const sooner = add.length > 0 && remindNew < checklist.remindAt;
  return reviseChecklist(tx, {
    id: checklist.id,
    remindAt: sooner ? remindNew : checklist.remindAt,
    completedAt: keep.length + add.length === 0 ? now : null,
  });
}

async function record(
  tx: ClientBase,
  { organizationId, listing, now, actor, reason, ticked }: Settling,
  checklist: ChecklistRow,
  { before, after }: { before: readonly Change[]; after: readonly Change[] },
): Promise<void> {
  await writeAudit(tx, [
    {
      organizationId,
      occurredAt: now,
      actor,
      action: ticked === undefined ? 'checklist.changed' : 'checklist.item_acknowledged',
      subjectKind: 'checklist',
      subjectId: checklist.id,
      reason,
      before: { items: before.map(inWords) },
      after: { status: checklist.status, items: after.map(inWords) },
    },
  ]);
  await logEvents(tx, [
    {
      organizationId,
      type: 'ChecklistChanged',
      occurredAt: now,
      propertyId: listing.propertyId,
      unitId: listing.unitId,
      listingId: listing.id,
      checklistId: checklist.id,
    },
  ]);
}

function inWords({ action, stay }: Change): object {
  return { action, checkIn: stay.checkIn, checkOut: stay.checkOut };
}
