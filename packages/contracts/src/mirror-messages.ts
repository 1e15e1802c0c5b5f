import { defineUpdate } from '@temporalio/workflow';
import type { MirrorAnswer } from './mirror.ts';

/** Settles what the request says that the workflow was started with. */
export const decide = defineUpdate<MirrorAnswer>('decide');
