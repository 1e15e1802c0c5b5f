import { allHandlersFinished, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { type BareActivities, bareQueues, nothing } from './bare.ts';

/** Waits as FeedSync waits: for an activity that only ever fails and is retried by the server. */
export async function BareWait(): Promise<void> {
  const { failAndRetry } = proxyActivities<BareActivities>({
    taskQueue: bareQueues.activities,
    startToCloseTimeout: '60s',
  });
  await failAndRetry();
}

/** Answers an update without doing anything, and is over. */
export async function BareUpdate(): Promise<string> {
  let isAsked = false;
  setHandler(nothing, () => {
    isAsked = true;
    return 'done';
  });
  await condition(() => isAsked);
  await condition(allHandlersFinished);
  return 'done';
}
