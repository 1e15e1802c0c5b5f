import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import type { Env } from './env.ts';

type UiAddress = Pick<Env, 'TEMPORAL_UI_URL' | 'TEMPORAL_NAMESPACE'>;

/** The page of a workflow, or of one of its runs, in Temporal's UI; null when the UI's address is not set. */
export function workflowInTemporalUi(
  { TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: UiAddress,
  workflowId: string,
  runId?: string,
): string | null {
  if (TEMPORAL_UI_URL === undefined) return null;
  const path = ['namespaces', TEMPORAL_NAMESPACE, 'workflows', workflowId, ...(runId ? [runId] : [])];
  return `${TEMPORAL_UI_URL.replace(/\/$/, '')}/${path.map(encodeURIComponent).join('/')}`;
}

/** The page of a listing's import. */
export function feedInTemporalUi(ui: UiAddress, listingId: string): string | null {
  return workflowInTemporalUi(ui, feedSyncWorkflowId(listingId));
}
