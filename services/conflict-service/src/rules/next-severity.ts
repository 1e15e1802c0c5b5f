import { addNights, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import type { Fact } from './fact.ts';
import { judge } from './severity.ts';

/**
 * The first day after `today` on which the two facts, unchanged, are judged otherwise: more or less severe, or over.
 *
 * @param nights the contested nights, not over today
 * @param today the date in India
 */
export function judgedOtherwiseOn(first: Fact, second: Fact, nights: Stay, today: Night): Night {
  const { severity } = judge(first, second, nights, today);
  let day = addNights(today, 1);
  while (day < nights.checkOut && judge(first, second, nights, day).severity === severity) {
    day = addNights(day, 1);
  }
  return day;
}
