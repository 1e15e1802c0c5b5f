import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActOnConflictAnswer } from './conflict.ts';

/** The conflict's row changed: it was found, became another one, or is over. */
export const conflictChanged = defineSignal('conflictChanged');

/** A person does something about the conflict. @param requestId row of `gateway.conflict_requests` */
export const actOnConflict = defineUpdate<ActOnConflictAnswer, [string]>('actOnConflict');
