import { exportWriter } from '../export.ts';
import type { Platform } from '../platform.ts';
import { airbnbDialect } from './dialect.ts';

export const airbnb: Platform = {
  key: 'airbnb',
  name: 'Airbnb',
  letters: 'Ai',
  tone: 'rose',
  type: 'ical',
  modes: ['ical'],
  ical: {
    fetchesPerSecond: 50,
    exportPolling: { usual: 180, min: 120, max: 240 },
    writeExport: exportWriter(),
    exportAgent: /airbnb/i,
    stableUids: true,
    dialect: airbnbDialect,
    feedHosts: /(?:^|\.)airbnb\.[a-z.]{2,6}$/i,
    whereToFindUrl:
      'Airbnb › Calendar › Availability › Connect calendars › Connect to another website › copy the Airbnb calendar link.',
    setUp: ['In the same place paste our calendar address under “Other website link” and name it Roomnight.'],
  },
  links: {
    signIn: 'https://www.airbnb.co.in/hosting',
    calendarHelp: 'https://www.airbnb.co.in/help/article/99',
  },
  // https://www.airbnb.com/help/article/990
  defaults: {
    penalty: {
      steps: [
        { hoursBefore: 24_000, percent: 10 },
        { hoursBefore: 30 * 24, percent: 25 },
        { hoursBefore: 48, percent: 50 },
      ],
      minimum: 50,
      maximum: 1_000,
      currency: 'USD',
      note: 'The cancelled nights stay blocked on Airbnb.',
    },
  },
};
