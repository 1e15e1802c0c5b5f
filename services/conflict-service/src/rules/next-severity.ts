import { addNights, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import type { Fact } from './fact.ts';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';
import { judge } from './severity.ts';

/**
 * The first day after `today` on which what is unchanged is judged otherwise: more or less severe, or over.
 *
 * @param second null where it is about one booking and a listing
 * @param nights the contested nights, not over today
 * @param today the date in India
 */
export function judgedOtherwiseOn(
  first: Fact,
  second: Fact | null,
  nights: Stay,
  today: Night,
  kind: ConflictKind,
): Night {
  const { severity } = judge(first, second, nights, today, kind);
  let day = addNights(today, 1);
  while (day < nights.checkOut && judge(first, second, nights, day, kind).severity === severity) {
    day = addNights(day, 1);
  }
  return day;
}
