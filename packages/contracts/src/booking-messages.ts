import { defineUpdate } from '@temporalio/workflow';
import type { CancellationAnswer, ClaimAnswer } from './booking.ts';

/** Claims the nights of the request the workflow was started with. */
export const claim = defineUpdate<ClaimAnswer>('claim');

/** Cancels the booking the workflow was started with. */
export const cancel = defineUpdate<CancellationAnswer>('cancel');
