/** Looks at one feed for a person, once. The request is a row of the gateway's, the report one of sync-worker's. */
export const FEED_EXAMINATION = 'FeedExamination';

export function feedExaminationWorkflowId(examinationId: string): string {
  return `examination:${examinationId}`;
}

export interface FeedExaminationInput {
  organizationId: string;
  /** Of the request, and of the report when there is one. */
  examinationId: string;
}

export interface ExaminationActivities {
  /**
   * Fetches the feed where it has to, and writes the report. Fails with `NotFound` when the request is erased already.
   */
  examineFeed(input: FeedExaminationInput): Promise<FeedExaminationInput>;
}
