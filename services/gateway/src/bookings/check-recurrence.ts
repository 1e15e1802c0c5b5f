import { addNights, istNight, type Night } from '@roomnight/calendar/night';
import { goesOnAfter, occurrences, type Recurrence } from '@roomnight/calendar/recurrence';
import { InvalidRuleError, parseRule, type RecurrenceRule } from '@roomnight/calendar/recurrence-rule';
import type { Stay } from '@roomnight/calendar/stay';
import { LATEST_CHECK_OUT_DAYS } from '@roomnight/contracts/booking';
import { InvalidInput } from '../failures.ts';
import { LONGEST_STAY } from './request-rules.ts';

/** Every weekday of three years. More would be one long block, or a mistake. */
const MOST_OCCURRENCES = 800;

/** Nights to close again and again, as a person asks for them. */
export interface RecurrenceWish {
  readonly firstNight: Night;
  /** How many nights each time. */
  readonly nights: number;
  /** A rule of RFC 5545. */
  readonly rrule: string;
}

export interface CheckedRecurrence extends Recurrence {
  /** Every occurrence as far ahead as a booking may go: at least one. */
  readonly stays: readonly Stay[];
  /** Whether there are more after these. */
  readonly goesOn: boolean;
}

/**
 * What can be asked for at all, before anybody looks who holds the nights.
 *
 * @throws {InvalidInput} naming the field
 */
export function checkRecurrence({ firstNight, nights, rrule }: RecurrenceWish, now: Date): CheckedRecurrence {
  const today = istNight(now);
  const horizon = addNights(today, LATEST_CHECK_OUT_DAYS);
  if (firstNight < today)
    throw new InvalidInput('firstNight', 'The first night is over: begin today or later.');
  if (!Number.isInteger(nights) || nights < 1 || nights > LONGEST_STAY) {
    throw new InvalidInput('nights', `1 to ${LONGEST_STAY} nights each time.`);
  }
  const recurrence = { rule: ruleIn(rrule), firstNight, nights };
  const stays = occurrences(recurrence, { checkIn: firstNight, checkOut: horizon });
  if (stays.length === 0) {
    throw new InvalidInput(
      'rrule',
      'This closes no nights from the first one on, within three years of today.',
    );
  }
  if (stays.length > MOST_OCCURRENCES) {
    const message = `This closes nights ${stays.length} times within three years, at most ${MOST_OCCURRENCES} can be: close more nights each time.`;
    throw new InvalidInput('rrule', message);
  }
  if (stays.some(({ checkIn }, at) => checkIn < (stays[at - 1]?.checkOut ?? checkIn))) {
    throw new InvalidInput('nights', 'Too many nights each time: it would come again before it is over.');
  }
  return { ...recurrence, stays, goesOn: goesOnAfter(recurrence, horizon) };
}

/** @throws {InvalidInput} */
function ruleIn(text: string): RecurrenceRule {
  try {
    return parseRule(text);
  } catch (error) {
    if (error instanceof InvalidRuleError) throw new InvalidInput('rrule', error.message);
    throw error;
  }
}
