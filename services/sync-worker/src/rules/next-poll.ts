import { formatInstantIst } from '@roomnight/calendar/format';

export interface NextPollInput {
  readonly listingId: string;
  /** Counts the feed's polls: with the listing it decides the jitter, so a retry computes the same wait. */
  readonly polls: number;
  readonly now: Date;
  /** The middle of the range a wait is drawn from, a third to either side: 45 means 30 to 60. */
  readonly intervalMinutes: number;
  /** Failed polls in a row, this one included. */
  readonly failures: number;
  readonly retryAfterSeconds?: number | undefined;
  /** From the evaluation: look sooner to confirm something. */
  readonly recheckAt?: Date | undefined;
}

export interface NextPoll {
  readonly at: Date;
  /** Why then: `30–60 min, quiet` */
  readonly reason: string;
  /** `next about 12:41 IST (30–60 min, quiet)` */
  readonly sentence: string;
}

const minuteMs = 60_000;
const firstRetryMinutes = 5;

/** When to poll again, and why then. */
export function nextPoll(input: NextPollInput): NextPoll {
  const { now, intervalMinutes, failures, retryAfterSeconds, recheckAt } = input;
  const spread = 2 / 3 + (2 / 3) * fraction(`${input.listingId}:${input.polls}`);
  const usual = after(now, intervalMinutes * spread * minuteMs);
  if (failures > 0) {
    const backoff = Math.min(firstRetryMinutes * 2 ** Math.min(failures - 1, 20), intervalMinutes);
    const retry = after(now, backoff * spread * minuteMs);
    const asked = after(now, (retryAfterSeconds ?? 0) * 1000);
    if (asked > retry) return told(asked, 'the server asked to wait');
    return told(retry, failures === 1 ? 'after a failure' : `after ${failures} failures in a row`);
  }
  if (recheckAt && recheckAt < usual) return told(recheckAt, 'sooner, to confirm what was seen');
  const [from, to] = [Math.round((intervalMinutes * 2) / 3), Math.round((intervalMinutes * 4) / 3)];
  return told(usual, `${from}–${to} min, quiet`);
}

function told(at: Date, reason: string): NextPoll {
  return { at, reason, sentence: `next about ${formatInstantIst(at)} (${reason})` };
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + Math.round(ms));
}

/** A number in [0, 1) that looks random and depends on `text` only: FNV-1a, its bits mixed once more. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
