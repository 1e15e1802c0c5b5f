import type { Platform } from '../platform.ts';
import { vrboDialect } from './dialect.ts';

export const vrbo: Platform = {
  key: 'vrbo',
  name: 'VRBO',
  type: 'ical',
  modes: ['ical'],
  ical: {
    syncInterval: { usual: 45, min: 30, max: 60 },
    fetchQueue: 'fetch-vrbo',
    fetchesPerSecond: 20,
    exportPolling: { usual: 480, min: 360, max: 720 },
    stableUids: false,
    dialect: vrboDialect,
    whereToFindUrl: 'VRBO › Calendar › Import & export › Export calendar › copy the link.',
  },
  links: { signIn: 'https://www.vrbo.com/login' },
};
