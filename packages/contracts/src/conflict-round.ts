/** The workflow that finds the conflicts no booking tells of: what a listing says now, and what a platform can still sell. */
export const CONFLICT_ROUND = 'ConflictRound';
export const CONFLICT_ROUND_WORKFLOW_ID = 'conflict-round';

export interface ConflictRoundActivities {
  /** One look at all listings; ends only by the benign `NoChange`, to be called again. */
  reviewListings(): Promise<void>;
}
