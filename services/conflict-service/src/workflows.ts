// The bundle's entry: what is exported here is a workflow.
export { Booking } from './workflows/booking.ts';
export { BookingCancellation } from './workflows/booking-cancellation.ts';
export { Conflict } from './workflows/conflict.ts';
export { MirrorDecision } from './workflows/mirror-decision.ts';
export { ConflictRound } from './workflows/conflict-round.ts';
export { RecurringBlock } from './workflows/recurring-block.ts';
