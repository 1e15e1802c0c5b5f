/** The workflow that keeps the sync log at its size. */
export const SYNC_LOG_KEEPER = 'SyncLogKeeper';
export const SYNC_LOG_KEEPER_WORKFLOW_ID = 'sync-log-keeper';

export interface LogKeepingActivities {
  /** Rolls up and drops what it is time for; fails with the benign `NoChange` to be called again. */
  keepSyncLogs(): Promise<void>;
}
