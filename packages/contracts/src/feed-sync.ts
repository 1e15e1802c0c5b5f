/** One feed's endless import. One workflow for each active listing that has an import URL. */
export const FEED_SYNC = 'FeedSync';

export function feedSyncWorkflowId(listingId: string): string {
  return `feed:${listingId}`;
}

export interface FeedSyncInput {
  organizationId: string;
  propertyId: string;
  listingId: string;
  /** Key of the plugin that the platform is made of; it decides the fetch queue. */
  platform: string;
}

/** Of a feed: `late` has no good poll for longer than its interval allows; `suspect` answers what cannot be believed. */
export type FeedHealth = 'new' | 'healthy' | 'late' | 'failing' | 'suspect';

export interface PollInput {
  organizationId: string;
  listingId: string;
  /**
   * The health that the workflow shows in its search attribute. Another one is told at once, also when no poll is due
   * and nothing changed: the workflow was started anew, or the worker died before it could tell. Absent where nothing is shown.
   */
  shownHealth?: string | undefined;
}

/** What one poll came to. `message` is a sentence for people, with its time in IST. */
export type PollResult =
  | { kind: 'changed'; syncRunId: string; changeSetId: string; health: FeedHealth; message: string }
  | { kind: 'healthChanged'; syncRunId: string; health: FeedHealth; message: string }
  | { kind: 'unchanged'; syncRunId: string; health: FeedHealth; message: string }
  /** The host asked to wait, or has many feeds to answer: nothing was fetched, although somebody wanted it. */
  | { kind: 'postponed'; health: FeedHealth; message: string }
  /** The listing is paused or deleted, or has no import URL any more: there is nothing to poll. */
  | { kind: 'stopped'; message: string };

/** The answer of `syncNow`. */
export interface SyncNowResult {
  outcome: 'changed' | 'unchanged' | 'failed' | 'suspect' | 'postponed' | 'stopped';
  syncRunId: string | null;
  message: string;
}

/** Activities on a platform's fetch queue. */
export interface FetchActivities {
  /** Fails with the benign `NoChange` until the feed, or its health, changes. */
  pollUntilChange(input: PollInput): Promise<PollResult>;
  /** Polls at once, due or not, and returns what came of it; `postponed` when its host cannot be asked yet. */
  pollOnce(input: PollInput): Promise<PollResult>;
}

export interface ApplyChangeSetInput {
  organizationId: string;
  changeSetId: string;
}

export interface ApplyChangeSetResult {
  created: number;
  changed: number;
  cancelled: number;
  conflicts: number;
}

/** The workflow that makes FeedSync workflows match listings. */
export const FEED_RECONCILER = 'FeedReconciler';
export const FEED_RECONCILER_WORKFLOW_ID = 'feed-reconciler';

export interface ReconcileActivities {
  /** Starts what is missing, pokes what should end; fails with the benign `NoChange` to be called again. */
  reconcileFeeds(): Promise<void>;
}
