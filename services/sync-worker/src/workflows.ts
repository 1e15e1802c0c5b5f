// The bundle's entry: what is exported here is a workflow.
export { FeedExamination } from './workflows/feed-examination.ts';
export { FeedReconciler } from './workflows/feed-reconciler.ts';
export { FeedSync } from './workflows/feed-sync.ts';
export { SyncLogKeeper } from './workflows/sync-log-keeper.ts';
