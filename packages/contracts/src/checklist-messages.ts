import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AcknowledgeAnswer, AcknowledgeItemInput } from './checklist.ts';

/** A person did it on the platform. */
export const acknowledgeItem = defineUpdate<AcknowledgeAnswer, [AcknowledgeItemInput]>('acknowledgeItem');

/** Items came or went. */
export const checklistChanged = defineSignal('checklistChanged');
