import { exportWriter } from '../export.ts';
import type { Platform } from '../platform.ts';
import { bookingComChecklist } from './checklist.ts';
import { bookingComDialect } from './dialect.ts';

export const bookingCom: Platform = {
  key: 'booking_com',
  name: 'Booking.com',
  letters: 'Bo',
  tone: 'blue',
  type: 'manual',
  modes: ['manual', 'ical', 'manual_verified'],
  ical: {
    fetchesPerSecond: 20,
    exportPolling: { usual: 120, min: 120, max: 360 },
    writeExport: exportWriter(),
    exportAgent: /booking\.com/i,
    stableUids: false,
    dialect: bookingComDialect,
    feedHosts: /(?:^|\.)booking\.com$/i,
    whereToFindUrl:
      'Extranet › Rates & Availability › Sync calendars › Export calendar; choose “reserved and closed dates”.',
    setUp: [
      'Calendars can be synced only while no channel manager is connected, and only for a room type of one unit.',
      'Under Sync calendars choose Import calendar and paste our address.',
      'Switch off auto-replenishment: it reopens a closed room when a guest cancels.',
    ],
  },
  manual: bookingComChecklist,
  links: { signIn: 'https://admin.booking.com' },
  defaults: {
    penalty: {
      steps: [],
      minimum: null,
      maximum: null,
      currency: 'INR',
      note: 'The property pays for another place for the guest: the difference in price, and the way there.',
    },
  },
};
