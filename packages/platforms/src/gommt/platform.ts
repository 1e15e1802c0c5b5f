import { exportWriter } from '../export.ts';
import type { Platform } from '../platform.ts';
import { gommtChecklist } from './checklist.ts';
import { gommtDialect } from './dialect.ts';

export const gommt: Platform = {
  key: 'gommt',
  name: 'GoMMT (MakeMyTrip, Goibibo)',
  letters: 'Go',
  tone: 'violet',
  type: 'manual',
  modes: ['manual', 'ical', 'manual_verified'],
  ical: {
    fetchesPerSecond: 10,
    exportPolling: { usual: 240, min: 120, max: 720 },
    writeExport: exportWriter(),
    exportAgent: /makemytrip|goibibo|gommt/i,
    stableUids: false,
    dialect: gommtDialect,
    whereToFindUrl: 'MakeMyTrip Connect › Inventory › Calendar Sync › copy the export link.',
    setUp: [
      'Calendar Sync is offered only for a room that is sold as a single unit.',
      'There choose Sync Another Calendar, paste our address, press Import and then Save.',
    ],
  },
  manual: gommtChecklist,
  links: { signIn: 'https://connect.makemytrip.com' },
  defaults: {
    penalty: {
      steps: [{ hoursBefore: 24_000, percent: 100 }],
      minimum: null,
      maximum: null,
      currency: 'INR',
      note: 'A full refund, and the guest’s difference in price for another place. Hosts can cancel for overbooking only.',
    },
  },
};
