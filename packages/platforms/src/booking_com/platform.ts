import type { Platform } from '../platform.ts';
import { bookingComChecklist } from './checklist.ts';
import { bookingComDialect } from './dialect.ts';

export const bookingCom: Platform = {
  key: 'booking_com',
  name: 'Booking.com',
  type: 'manual',
  modes: ['manual', 'ical'],
  ical: {
    syncInterval: { usual: 45, min: 30, max: 60 },
    fetchQueue: 'fetch-booking_com',
    fetchesPerSecond: 20,
    exportPolling: { usual: 120, min: 120, max: 360 },
    stableUids: false,
    dialect: bookingComDialect,
    whereToFindUrl:
      'Extranet › Rates & Availability › Sync calendars › Export calendar; choose “reserved and closed dates”.',
  },
  manual: bookingComChecklist,
  links: { signIn: 'https://admin.booking.com' },
};
