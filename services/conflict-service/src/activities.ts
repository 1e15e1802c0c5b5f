import type { AvailabilityActivities } from '@roomnight/contracts/booking';
import { applyChangeSet } from './transaction/apply-change-set.ts';
import { cancelBooking } from './transaction/cancel-booking.ts';
import { claimNights } from './transaction/claim-nights.ts';
import { confirmHold, expireHold, releaseHold } from './transaction/end-hold.ts';
import { decideMirror } from './transaction/decide-mirror.ts';
import type { Service } from './transaction/service.ts';

/** Each one is a single transaction, and harmless to repeat. */
export function createActivities(service: Service): AvailabilityActivities {
  return {
    applyChangeSet: (input) => applyChangeSet(service, input),
    claimNights: (input) => claimNights(service, input),
    confirmHold: (input) => confirmHold(service, input),
    releaseHold: (input) => releaseHold(service, input),
    expireHold: (input) => expireHold(service, input),
    cancelBooking: (input) => cancelBooking(service, input),
    decideMirror: (input) => decideMirror(service, input),
  };
}
