import { heartbeat, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { AvailabilityActivities } from '@roomnight/contracts/booking';
import type { ConflictActivities } from '@roomnight/contracts/conflict';
import { actOnConflict } from './transaction/act-on-conflict.ts';
import type { RecurringBlockActivities } from '@roomnight/contracts/recurring-block';
import type { ConflictRoundActivities } from '@roomnight/contracts/conflict-round';
import { FAILURES } from '@roomnight/contracts/failures';
import type { Logger } from '@roomnight/runtime/logger';
import { reviewListings } from './review-listings.ts';
import { applyChangeSet } from './transaction/apply-change-set.ts';
import { cancelBooking } from './transaction/cancel-booking.ts';
import { takeClaims } from './transaction/take-claims.ts';
import { confirmHold, expireHold, releaseHold } from './transaction/end-hold.ts';
import { decideMirror } from './transaction/decide-mirror.ts';
import { endRecurringBlock } from './transaction/end-recurring-block.ts';
import { expandRecurringBlock } from './transaction/expand-recurring-block.ts';
import type { Service } from './transaction/service.ts';
import { tendConflict } from './transaction/tend-conflict.ts';

const ROUND_EVERY_MS = 60_000;

/** Each one is harmless to repeat, and a single transaction, which claims may share; the round is one after the other. */
export function createActivities(
  service: Service,
  logger?: Logger,
): AvailabilityActivities & ConflictActivities & RecurringBlockActivities & ConflictRoundActivities {
  return {
    applyChangeSet: (input) => applyChangeSet(service, input),
    claimNights: takeClaims(service, (error) =>
      logger?.warn({ err: error }, 'claims could not share a transaction: each goes alone'),
    ),
    confirmHold: (input) => confirmHold(service, input),
    releaseHold: (input) => releaseHold(service, input),
    expireHold: (input) => expireHold(service, input),
    cancelBooking: (input) => cancelBooking(service, input),
    decideMirror: (input) => decideMirror(service, input),
    tendConflict: (input) => tendConflict(service, input),
    actOnConflict: (input) => actOnConflict(service, input),
    expandRecurringBlock: (input) => expandRecurringBlock(service, input),
    endRecurringBlock: (input) => endRecurringBlock(service, input),
    async reviewListings() {
      const { listings, failed } = await reviewListings(service, heartbeat, (error, listing) =>
        log.error('the conflicts of a listing could not be reviewed', { err: error, ...listing }),
      );
      // Ends an attempt without ending the activity. Ops read the message on the pending activity.
      throw ApplicationFailure.create({
        type: FAILURES.noChange,
        message: `listings reviewed: ${listings}, failed: ${failed}`,
        nextRetryDelay: ROUND_EVERY_MS,
        category: ApplicationFailureCategory.BENIGN,
      });
    },
  };
}
