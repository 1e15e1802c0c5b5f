import { defineUpdate } from '@temporalio/workflow';
import type { CancellationAnswer, ClaimAnswer, HoldAnswer, HoldDecisionInput } from './booking.ts';

/** Claims the nights of the request the workflow was started with. */
export const claim = defineUpdate<ClaimAnswer>('claim');

/** Makes a booking of the hold the workflow was started with. */
export const confirm = defineUpdate<HoldAnswer, [HoldDecisionInput]>('confirm');

/** Gives the nights of the hold back. */
export const release = defineUpdate<HoldAnswer, [HoldDecisionInput]>('release');

/** Cancels the booking the workflow was started with. */
export const cancel = defineUpdate<CancellationAnswer>('cancel');
