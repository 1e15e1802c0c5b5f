import { istNight } from '@roomnight/calendar/night';
import type { Resolution, ResolutionStep } from '@roomnight/contracts/resolution';
import type { Cost } from './cancel-cost.ts';
import { cancelOptions, dateOptions, releaseOptions } from './give-way.ts';
import { byRank, type Option } from './option.ts';
import { precedenceOf } from './precedence.ts';
import type { Question } from './question.ts';
import { moveOptions, splitOptions } from './rehouse.ts';
import { sameBookingOptions } from './same-booking.ts';
import { stepsOf } from './steps.ts';

/** A way out of a conflict that is worth looking at. */
export interface Recommendation {
  readonly resolution: Resolution;
  /** What is done, in a line. */
  readonly summary: string;
  readonly reason: string;
  readonly cost: Cost;
  readonly steps: readonly ResolutionStep[];
  /** Whether the organization lets it be done without asking. */
  readonly withoutAsking: boolean;
}

/**
 * The ways out of a conflict, the best one first: what hurts nobody before what costs something, and the booking that the
 * organization would rather keep after the other one. The same question has the same answer, in whatever order its
 * lists come.
 *
 * Of nights that are over, only that they were one booking can still be said.
 */
export function recommend(question: Question): Recommendation[] {
  const isOver = question.nights.checkOut <= istNight(question.now);
  const options = [...sameBookingOptions(question), ...(isOver ? [] : waysFor(question))];
  return options.toSorted(byRank).map(({ resolution, summary, reason, cost, automatic, burdensKeeper }) => ({
    resolution,
    summary,
    reason,
    cost,
    steps: stepsOf(resolution, question),
    withoutAsking: automatic !== null && !burdensKeeper && question.preferences.automatic.includes(automatic),
  }));
}

function waysFor(question: Question): Option[] {
  const precedence = precedenceOf(question);
  const ways = [releaseOptions, moveOptions, splitOptions, dateOptions, cancelOptions];
  return [precedence.gives, precedence.keeps].flatMap((booking) =>
    ways.flatMap((way) => way(question, precedence, booking)),
  );
}
