import { proxyActivities } from '@temporalio/workflow';
import type { ExaminationActivities, FeedExaminationInput } from '@roomnight/contracts/feed-examination';

/** Looks at one feed for a person who waits: a dry run that changes nothing. */
export async function FeedExamination(input: FeedExaminationInput): Promise<FeedExaminationInput> {
  const { examineFeed } = proxyActivities<ExaminationActivities>({
    // The 20 s a fetch may take, and reading.
    startToCloseTimeout: '30s',
    // Nobody waits for longer.
    scheduleToCloseTimeout: '50s',
    retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumAttempts: 3 },
  });
  return await examineFeed(input);
}
