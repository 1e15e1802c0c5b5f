import { defineUpdate } from '@temporalio/workflow';

export const bareQueues = { workflows: 'bare-workflows', activities: 'bare-activities' } as const;

export const nothing = defineUpdate<string>('nothing');

export interface BareActivities {
  /** Fails with the benign, retryable failure that stands for "nothing changed". */
  failAndRetry(): Promise<void>;
}
