import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { AvailabilityActivities } from '@roomnight/contracts/booking';
import type {
  FeedSyncInput,
  FetchActivities,
  PollInput,
  PollResult,
  SyncNowResult,
} from '@roomnight/contracts/feed-sync';
import { currentStatus, listingChanged, syncNow } from '@roomnight/contracts/feed-sync-messages';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { syncNowResult } from '../rules/sync-now-result.ts';

/**
 * Imports one listing's feed for as long as the listing lives.
 *
 * It waits for a change, not for a time: while nothing changes the poll fails and is retried by the server,
 * which leaves nothing in history. A change, or a change of health, ends the wait.
 */
export async function FeedSync(input: FeedSyncInput): Promise<void> {
  const { pollUntilChange, pollOnce } = proxyActivities<FetchActivities>({
    taskQueue: fetchQueue(input.platform),
    // Longer than the 20 s a fetch may take; a killed worker delays its polls by no more than this.
    startToCloseTimeout: '30s',
    // For what goes wrong on our side. The feed's own faults are results, and each wait sets its own delay.
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
  });
  const { applyChangeSet } = proxyActivities<AvailabilityActivities>({
    taskQueue: QUEUES.availability,
    startToCloseTimeout: '30s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  });

  let status = 'waiting for the first poll';
  let listingMayHaveChanged = false;
  let wait: CancellationScope | undefined;
  /** Somebody asked for a poll; everyone who asks before it ends gets its answer. */
  let asked: Ask | undefined;

  setHandler(currentStatus, () => status);
  setHandler(listingChanged, () => {
    listingMayHaveChanged = true;
    wait?.cancel();
  });
  setHandler(syncNow, async () => {
    const ask = (asked ??= {});
    wait?.cancel();
    await condition(() => ask.answer !== undefined);
    if (ask.answer === undefined) throw new Error('unreachable: the condition holds');
    return ask.answer;
  });

  for (;;) {
    listingMayHaveChanged = false;
    const ask = asked;
    const result = ask === undefined ? await waitForChange() : await pollOnce(pollInput());
    if (result?.kind === 'changed') {
      await applyChangeSet({ organizationId: input.organizationId, changeSetId: result.changeSetId });
    }
    if (result !== undefined) tell(result);
    if (result !== undefined && ask !== undefined) {
      ask.answer = syncNowResult(result);
      asked = undefined;
    }

    const ending = result?.kind === 'stopped';
    if (!ending && !workflowInfo().continueAsNewSuggested) continue;
    await condition(() => allHandlersFinished() || asked !== undefined);
    // Wanted again while it was ending: resumed, or asked to poll.
    if (asked !== undefined || (ending && listingMayHaveChanged)) continue;
    if (ending) return;
    await continueAsNew<typeof FeedSync>(input);
  }

  /** The next change, or undefined when somebody wants something else first. */
  async function waitForChange(): Promise<PollResult | undefined> {
    try {
      return await CancellationScope.cancellable(() => {
        wait = CancellationScope.current();
        return pollUntilChange(pollInput());
      });
    } catch (error) {
      const wanted = asked !== undefined || listingMayHaveChanged;
      if (isCancellation(error) && wanted && !CancellationScope.current().consideredCancelled)
        return undefined;
      throw error;
    } finally {
      wait = undefined;
    }
  }

  function pollInput(): PollInput {
    return { ...input, shownHealth: workflowInfo().typedSearchAttributes.get(searchAttributes.state) };
  }

  function tell(result: PollResult): void {
    status = result.message;
    setCurrentDetails(result.message);
    if (result.kind === 'changed' || result.kind === 'healthChanged') {
      upsertSearchAttributes([{ key: searchAttributes.state, value: result.health }]);
    }
  }
}

interface Ask {
  answer?: SyncNowResult;
}
