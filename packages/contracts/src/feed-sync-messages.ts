import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { SyncNowResult } from './feed-sync.ts';

/** Polls at once and answers with what came of it. Callers while a poll runs share its answer. */
export const syncNow = defineUpdate<SyncNowResult>('syncNow');

/** The listing was paused, resumed, deleted or set up anew: read it again now. */
export const listingChanged = defineSignal('listingChanged');

/** What the feed last did and when it will next do something, in a sentence. */
export const currentStatus = defineQuery<string>('currentStatus');
