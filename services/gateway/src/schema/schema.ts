import './scalars.ts';
import './errors.ts';
import './viewer.ts';
import './platform.ts';
import './platform-mutations.ts';
import './property.ts';
import './property-mutations.ts';
import './unit.ts';
import './listing.ts';
import './listing-mutations.ts';
import './calendar-sync.ts';
import './sync-run.ts';
import './sync-mutations.ts';
import './booking.ts';
import './bookings.ts';
import './booking-mutations.ts';
import './mirror.ts';
import './conflict.ts';
import './calendar.ts';
import './checklist.ts';
import './checklist-mutations.ts';
import './alert.ts';
import './notification.ts';
import './notification-mutations.ts';
import './event.ts';
import { builder } from './builder.ts';

/** The whole API. */
export const schema = builder.toSchema();
