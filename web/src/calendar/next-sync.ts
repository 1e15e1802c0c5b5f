import { timeOf } from '../format.ts';

/** `next about 14:17 IST (30–60 min, quiet)`; `next now` when that time has come. */
export function nextSyncWords(at: string, reason: string | null, now: Date): string {
  const when = new Date(at) > now ? `about ${timeOf(at, now)}` : 'now';
  return reason ? `next ${when} (${reason})` : `next ${when}`;
}
