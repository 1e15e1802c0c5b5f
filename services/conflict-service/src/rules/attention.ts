import { outsideQuietHours } from '@roomnight/calendar/quiet-hours';
import type { ConflictMessage } from '@roomnight/contracts/conflict';
import type { Severity } from './severity.ts';

const HOUR = 3_600_000;
/** From this reminder on everybody concerned is told, not only who takes care of the conflict. */
const ESCALATES_AT = 3;

/** What people were told of a conflict, and what they did. */
export interface Care {
  readonly status: 'detected' | 'resolving' | 'resolved';
  readonly severity: Severity;
  /** How many messages were sent, of all its lives. */
  readonly messages: number;
  /** How many of them were reminders, of this life and of what was last done about it. */
  readonly reminders: number;
  /** The highest severity people were told of; null before the first message of this life. */
  readonly toldSeverity: Severity | null;
  readonly toldAt: Date | null;
  readonly toldEnd: boolean;
  /** When somebody chose a way out. */
  readonly chosenAt: Date | null;
}

/** A message that is due, or when to look again; neither when nothing is left to tell. */
export interface Attention {
  readonly message: ConflictMessage | null;
  readonly at: Date | null;
}

/**
 * What to tell people next of a conflict, and when.
 *
 * 1. found: at once;
 * 2. worse than they were told: at once;
 * 3. still open: reminders, after 1, 2, 4, 8 and then every 12 hours when it is high, at night too; after 12 and then
 *    every 24 hours when it is medium; every 3 days when it is low. They count from the choice of a way out anew;
 * 4. over: at once, if they were told that it began, or if Roomnight ended it without asking.
 */
export function attention(care: Care, now: Date): Attention {
  const say = (moment: ConflictMessage['moment']): Attention => ({
    message: { number: care.messages + 1, moment },
    at: null,
  });
  if (care.status === 'resolved') {
    // One that ended by itself before anybody heard of it is no news, but one that Roomnight ended is.
    const isNews = care.toldSeverity !== null || care.chosenAt !== null;
    return isNews && !care.toldEnd ? say('resolved') : { message: null, at: null };
  }
  if (care.toldSeverity === null || care.toldAt === null) return say('detected');
  if (RANK[care.severity] > RANK[care.toldSeverity]) return say('escalated');
  const since = Math.max(care.toldAt.getTime(), care.chosenAt?.getTime() ?? 0);
  const due = new Date(since + intervalOf(care));
  const at = care.severity === 'high' ? due : outsideQuietHours(due);
  if (at > now) return { message: null, at };
  return say(care.reminders + 1 >= ESCALATES_AT ? 'escalated' : 'reminder');
}

const RANK: Record<Severity, number> = { low: 0, medium: 1, high: 2 };

/** The worse of two. */
export function worse(one: Severity, other: Severity | null): Severity {
  return other !== null && RANK[other] > RANK[one] ? other : one;
}

function intervalOf({ severity, reminders }: Care): number {
  if (severity === 'high') return Math.min(12, 2 ** Math.min(reminders, 4)) * HOUR;
  if (severity === 'medium') return (reminders === 0 ? 12 : 24) * HOUR;
  return 72 * HOUR;
}
