/** What a poll changed, and what it left to be confirmed. */
export interface ChangeCounts {
  readonly created: number;
  readonly changed: number;
  readonly cancelled: number;
  /** Not in the feed, still held. */
  readonly missing: number;
  /** With nights the feed reports no longer, still held. */
  readonly givingUp: number;
}

export const noChanges: ChangeCounts = { created: 0, changed: 0, cancelled: 0, missing: 0, givingUp: 0 };

/** `2 new, 1 cancelled, 1 missing and still held`; `unchanged` when there is nothing to tell. */
export function describeCounts({ created, changed, cancelled, missing, givingUp }: ChangeCounts): string {
  const parts = [
    [created, 'new'],
    [changed, 'changed'],
    [cancelled, 'cancelled'],
    [missing, 'missing and still held'],
    [givingUp, 'shortened or moved, old nights still held'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return told.length > 0 ? told.join(', ') : 'unchanged';
}
