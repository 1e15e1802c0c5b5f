import { defineUpdate } from '@temporalio/workflow';
import type { EndAnswer, ExpansionAnswer, RecurringBlockEnd } from './recurring-block.ts';

/** Closes the nights of the recurring block the workflow was started with, as far as a booking may go. */
export const expand = defineUpdate<ExpansionAnswer>('expand');

/** Opens what is still to come of it from a night on, and ends the workflow. */
export const endRecurring = defineUpdate<EndAnswer, [RecurringBlockEnd]>('endRecurring');
