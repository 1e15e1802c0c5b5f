import type { Platform } from '../platform.ts';
import { plainDialect } from '../plain-dialect.ts';
import { gommtChecklist } from './checklist.ts';

export const gommt: Platform = {
  key: 'gommt',
  name: 'GoMMT (MakeMyTrip, Goibibo)',
  type: 'manual',
  modes: ['manual', 'ical'],
  ical: {
    syncInterval: { usual: 45, min: 30, max: 60 },
    fetchQueue: 'fetch-gommt',
    fetchesPerSecond: 10,
    exportPolling: { usual: 240, min: 120, max: 720 },
    stableUids: false,
    dialect: plainDialect,
    whereToFindUrl: 'MakeMyTrip Connect › Inventory › Calendar Sync › copy the export link.',
  },
  manual: gommtChecklist,
  links: { signIn: 'https://connect.makemytrip.com' },
};
