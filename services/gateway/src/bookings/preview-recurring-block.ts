import { recurrenceInWords } from '@roomnight/calendar/recurrence-words';
import { Unit } from '@roomnight/database/entities/unit';
import type { App, Session } from '../context.ts';
import { NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { checkRecurrence, type RecurrenceWish } from './check-recurrence.ts';
import { type Occurrence, readOccurrences } from './read-occurrences.ts';

export interface RecurringBlockPreview {
  /** The rule in words. */
  readonly sentence: string;
  readonly occurrences: readonly Occurrence[];
  readonly goesOn: boolean;
}

/**
 * What a recurring block would close, and who is in its way. Nothing is held by this.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function previewRecurringBlock(
  { clock }: Pick<App, 'clock'>,
  { em }: Session,
  { unitId, ...wish }: RecurrenceWish & { readonly unitId: string },
): Promise<RecurringBlockPreview> {
  const { rule, stays, goesOn } = checkRecurrence(wish, clock());
  if (!isId(unitId) || !(await em.findOne(Unit, { id: unitId })))
    throw new NotFound('This organization has no such unit.');
  const occurrences = await readOccurrences(em, unitId, stays);
  return { sentence: recurrenceInWords(rule, wish.firstNight), occurrences, goesOn };
}
