import type { Platform } from '../platform.ts';
import { airbnbDialect } from './dialect.ts';

export const airbnb: Platform = {
  key: 'airbnb',
  name: 'Airbnb',
  type: 'ical',
  modes: ['ical'],
  ical: {
    syncInterval: { usual: 45, min: 30, max: 60 },
    fetchQueue: 'fetch-airbnb',
    fetchesPerSecond: 50,
    exportPolling: { usual: 180, min: 120, max: 240 },
    stableUids: true,
    dialect: airbnbDialect,
    whereToFindUrl:
      'Airbnb › Calendar › Availability › Connect calendars › Connect to another website › copy the Airbnb calendar link.',
  },
  links: {
    signIn: 'https://www.airbnb.co.in/hosting',
    calendarHelp: 'https://www.airbnb.co.in/help/article/99',
  },
};
