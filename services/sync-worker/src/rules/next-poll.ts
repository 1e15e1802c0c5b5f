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
  /** The host said that it is asked too often, or is overloaded. */
  readonly pushedBack?: boolean;
  readonly retryAfterSeconds?: number | undefined;
  /** From the evaluation: look sooner to confirm something. */
  readonly recheckAt?: Date | undefined;
  /** Why it matters to look soon, such as `a guest arrives within 48 hours`. */
  readonly urgent?: string | undefined;
  /** When a poll last changed something; undefined when none ever did. */
  readonly changedAt?: Date | undefined;
}

export interface NextPoll {
  readonly at: Date;
  /** Why then: `30–60 min, quiet` */
  readonly reason: string;
  /** `next about 12:41 IST (30–60 min, quiet)` */
  readonly sentence: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const firstRetryMinutes = 5;
/** A host that pushes back is asked again after this long at the latest, unless it names a later time itself. */
const longestPushbackMinutes = 6 * 60;
/** No host is believed that it wants to be left alone for longer. */
const longestRetryAfterMs = dayMs;
const quietDays = 3;

/**
 * When to poll again, and why then: within two thirds and four thirds of the interval, near the lower end when it
 * matters, near the upper one when nothing changed for days; beyond it only where the host pushes back.
 */
export function nextPoll(input: NextPollInput): NextPoll {
  const { now, intervalMinutes, failures, recheckAt, urgent } = input;
  const luck = fraction(`${input.listingId}:${input.polls}`);
  /** A wait between two shares of the listing's range: 0 is its lower end, 1 its upper one. */
  const within = (from: number, to: number) =>
    after(now, intervalMinutes * (2 / 3 + (2 / 3) * (from + (to - from) * luck)) * minuteMs);
  if (failures > 0) return afterFailure(input, luck);
  const usual = urgent === undefined ? undefined : told(within(0, 0.25), `sooner: ${urgent}`);
  const next = usual ?? quietWait(input, within);
  if (recheckAt && recheckAt < next.at) return told(recheckAt, 'sooner, to confirm what was seen');
  return next;
}

/** When to try again, and why then, where so many feeds of one host are being fetched that this one had no turn. */
export function pollInTurn({
  listingId,
  polls,
  now,
}: Pick<NextPollInput, 'listingId' | 'polls' | 'now'>): NextPoll {
  return told(
    after(now, (1 + fraction(`${listingId}:${polls}`)) * minuteMs),
    'its host has many feeds to answer',
  );
}

function quietWait(
  { now, intervalMinutes, changedAt }: NextPollInput,
  within: (from: number, to: number) => Date,
): NextPoll {
  const days = changedAt === undefined ? 0 : Math.floor((now.getTime() - changedAt.getTime()) / dayMs);
  if (days >= quietDays) return told(within(0.75, 1), `later: nothing changed for ${days} days`);
  const [from, to] = [Math.round((intervalMinutes * 2) / 3), Math.round((intervalMinutes * 4) / 3)];
  return told(within(0, 1), `${from}–${to} min, quiet`);
}

function afterFailure(input: NextPollInput, luck: number): NextPoll {
  const { now, intervalMinutes, failures, retryAfterSeconds, pushedBack = false } = input;
  const spread = 2 / 3 + (2 / 3) * luck;
  const doubled = 2 ** Math.min(failures - 1, 20);
  const backoff = pushedBack
    ? Math.min(intervalMinutes * doubled, Math.max(longestPushbackMinutes, intervalMinutes))
    : Math.min(firstRetryMinutes * doubled, intervalMinutes);
  const retry = after(now, backoff * spread * minuteMs);
  const asked = after(now, Math.min((retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs));
  if (asked > retry) return told(asked, 'the server asked to wait');
  const times = failures === 1 ? 'after a failure' : `after ${failures} failures in a row`;
  return told(retry, pushedBack ? `later: the server is asked too often, ${times}` : times);
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
