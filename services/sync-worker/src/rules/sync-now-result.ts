import type { PollResult, SyncNowResult } from '@roomnight/contracts/feed-sync';

/** What somebody who pressed "Sync now" is told of the poll. */
export function syncNowResult(result: PollResult): SyncNowResult {
  if (result.kind === 'stopped') return { outcome: 'stopped', syncRunId: null, message: result.message };
  if (result.kind === 'postponed') return { outcome: 'postponed', syncRunId: null, message: result.message };
  return { outcome: outcomeOf(result), syncRunId: result.syncRunId, message: result.message };
}

function outcomeOf(result: Exclude<PollResult, { kind: 'stopped' | 'postponed' }>): SyncNowResult['outcome'] {
  if (result.kind === 'changed') return 'changed';
  if (result.health === 'failing') return 'failed';
  if (result.health === 'suspect') return 'suspect';
  return 'unchanged';
}
