import {
  allHandlersFinished,
  condition,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BookingCancellationInput, BookingInput } from '@roomnight/contracts/booking';
import { cancel, claim, confirm, release } from '@roomnight/contracts/booking-messages';
import type { ChecklistInput } from '@roomnight/contracts/checklist';
import { acknowledgeItem } from '@roomnight/contracts/checklist-messages';
import type { ConflictInput } from '@roomnight/contracts/conflict';
import { actOnConflict } from '@roomnight/contracts/conflict-messages';
import type { FeedExaminationInput } from '@roomnight/contracts/feed-examination';
import type { FeedSyncInput, SyncNowResult } from '@roomnight/contracts/feed-sync';
import { listingChanged, syncNow } from '@roomnight/contracts/feed-sync-messages';
import type { MirrorDecisionInput } from '@roomnight/contracts/mirror';
import { decide } from '@roomnight/contracts/mirror-messages';
import type { RecurringBlockInput } from '@roomnight/contracts/recurring-block';
import { endRecurring, expand } from '@roomnight/contracts/recurring-block-messages';
import type { StandIns } from './test-stand-ins.ts';

// The other services as the gateway's tests need them: the same names and messages, next to nothing behind them.

const activities = proxyLocalActivities<StandIns>({ startToCloseTimeout: '10s' });

export async function Booking(input: BookingInput): Promise<void> {
  let answered = false;
  setHandler(claim, async () => {
    const answer = await activities.claimNights(input);
    answered = true;
    return answer;
  });
  setHandler(confirm, async (decision) => {
    const answer = await activities.confirmHold(decision);
    answered = true;
    return answer;
  });
  setHandler(release, async (decision) => {
    const answer = await activities.releaseHold(decision);
    answered = true;
    return answer;
  });
  await condition(() => answered && allHandlersFinished());
}

export async function BookingCancellation(input: BookingCancellationInput): Promise<void> {
  let answered = false;
  setHandler(cancel, async () => {
    const answer = await activities.cancelBooking(input);
    answered = true;
    return answer;
  });
  await condition(() => answered && allHandlersFinished());
}

export async function MirrorDecision(input: MirrorDecisionInput): Promise<void> {
  let answered = false;
  setHandler(decide, async () => {
    const answer = await activities.decideMirror(input);
    answered = true;
    return answer;
  });
  await condition(() => answered && allHandlersFinished());
}

export async function RecurringBlock(input: RecurringBlockInput): Promise<void> {
  let over = false;
  let expanded: ReturnType<StandIns['expandRecurringBlock']> | undefined;
  setHandler(expand, async () => {
    const answer = await (expanded ??= activities.expandRecurringBlock(input));
    over = answer.kind === 'refused';
    return answer;
  });
  setHandler(endRecurring, async (end) => {
    const answer = await activities.endRecurringBlock({ ...input, ...end });
    over = true;
    return answer;
  });
  await condition(() => over && allHandlersFinished());
}

export async function Checklist(input: ChecklistInput): Promise<void> {
  let answered = false;
  setHandler(acknowledgeItem, async (item) => {
    const answer = await activities.acknowledgeItem({ ...input, ...item });
    answered = true;
    return answer;
  });
  await condition(() => answered && allHandlersFinished());
}

export async function Conflict(input: ConflictInput): Promise<void> {
  let answered = false;
  setHandler(actOnConflict, async (requestId) => {
    const answer = await activities.actOnConflict({ ...input, requestId });
    answered = true;
    return answer;
  });
  await condition(() => answered && allHandlersFinished());
}

export async function FeedExamination(input: FeedExaminationInput): Promise<FeedExaminationInput> {
  return activities.examineFeed(input);
}

/** Its memory of signals is what `syncNow` answers with. */
export async function FeedSync(_input: FeedSyncInput): Promise<void> {
  let signals = 0;
  setHandler(listingChanged, () => {
    signals += 1;
  });
  setHandler(syncNow, async (): Promise<SyncNowResult> => ({
    outcome: 'unchanged',
    syncRunId: null,
    message: `${workflowInfo().workflowId.split(':')[0]} told ${signals} times`,
  }));
  await condition(() => false);
}
