import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { ChecklistActivities, ChecklistInput, ChecklistState } from '@roomnight/contracts/checklist';
import { acknowledgeItem, checklistChanged } from '@roomnight/contracts/checklist-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { checklistDetails } from '../rules/checklist-details.ts';
import { inTurn } from '@roomnight/contracts/in-turn';
import { faultOfAcknowledgement } from '../rules/acknowledgement.ts';

/**
 * Reminds people of one checklist until nothing is left to do.
 *
 * The rows say what is left and when the next reminder is due; this sleeps until then, or until the rows change.
 */
export async function Checklist(input: ChecklistInput): Promise<void> {
  // Local: reading rows, and a tick, are answered within one workflow task.
  const rows = proxyLocalActivities<ChecklistActivities>({
    startToCloseTimeout: '10s',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
  });
  const { sendReminder } = proxyActivities<ChecklistActivities>({
    startToCloseTimeout: '5m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '10m' },
  });

  // What ran before this was known goes on as it began.
  const takeTurn = patched('local-activities-in-turn') ? inTurn() : atOnce;

  let stale = true;
  let shown: string | undefined;
  setHandler(checklistChanged, () => {
    stale = true;
  });
  setHandler(
    acknowledgeItem,
    async (item) => {
      const answer = await takeTurn(() => rows.acknowledgeItem({ ...input, ...item }));
      stale = true;
      return answer;
    },
    {
      validator(item) {
        const fault = faultOfAcknowledgement(item);
        if (fault !== undefined) throw ApplicationFailure.nonRetryable(fault, 'InvalidInput');
      },
    },
  );

  for (;;) {
    stale = false;
    const state = await takeTurn(() => rows.checklistState(input));
    setCurrentDetails(checklistDetails(state));
    const word = state.done ? 'done' : state.remindersSent === 0 ? 'open' : 'reminded';
    // Whoever started it: the page starts one too, when somebody ticks an item off before it runs.
    if (word !== shown) label(input, state, word);
    shown = word;
    const untilDue = Date.parse(state.remindAt) - Date.now();
    if (state.done || workflowInfo().continueAsNewSuggested) {
      await condition(() => stale || allHandlersFinished());
      if (stale) continue;
      if (state.done) return;
      await continueAsNew<typeof Checklist>(input);
    } else if (untilDue <= 0) {
      await sendReminder({ ...input, number: state.remindersSent + 1 });
    } else {
      await condition(() => stale, untilDue);
    }
  }
}

function label(
  { organizationId }: ChecklistInput,
  { propertyId, platform }: ChecklistState,
  word: string,
): void {
  upsertSearchAttributes([
    { key: searchAttributes.organization, value: organizationId },
    { key: searchAttributes.property, value: propertyId },
    { key: searchAttributes.platform, value: platform },
    { key: searchAttributes.state, value: word },
  ]);
}

function atOnce<T>(work: () => Promise<T>): Promise<T> {
  return work();
}
