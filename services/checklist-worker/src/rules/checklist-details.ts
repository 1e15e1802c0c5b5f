import type { ChecklistState } from '@roomnight/contracts/checklist';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';

/** What ops read on the workflow in Temporal UI. */
export function checklistDetails({
  done,
  openItems,
  remindAt,
  remindersSent,
  where,
}: ChecklistState): string {
  if (done) return `${where}: nothing is left to do.`;
  const changes = openItems === 1 ? '1 change' : `${openItems} changes`;
  const sent = remindersSent === 1 ? '1 reminder' : `${remindersSent} reminders`;
  const next = formatInstantWithDayIst(new Date(remindAt));
  return `${where}: ${changes} to make, ${sent} sent, the next one ${next}.`;
}
