import { exportWriter } from '../export.ts';
import type { Platform } from '../platform.ts';
import { vrboDialect } from './dialect.ts';

export const vrbo: Platform = {
  key: 'vrbo',
  name: 'VRBO',
  letters: 'VR',
  tone: 'orange',
  type: 'ical',
  modes: ['ical'],
  ical: {
    fetchesPerSecond: 20,
    exportPolling: { usual: 480, min: 360, max: 720 },
    writeExport: exportWriter(),
    exportAgent: /vrbo|homeaway|expedia/i,
    stableUids: false,
    dialect: vrboDialect,
    feedHosts: /(?:^|\.)(?:vrbo|homeaway|abritel|fewo-direkt|stayz)\.[a-z.]{2,6}$/i,
    whereToFindUrl: 'VRBO › Calendar › Import & export › Export calendar › copy the link.',
    setUp: ['On the same page choose Import calendar and paste our address.'],
  },
  links: { signIn: 'https://www.vrbo.com/login' },
  // Vrbo's host cancellation policy.
  defaults: {
    penalty: {
      steps: [
        { hoursBefore: 24_000, percent: 10 },
        { hoursBefore: 30 * 24, percent: 25 },
        { hoursBefore: 48, percent: 50 },
      ],
      minimum: 50,
      maximum: null,
      currency: 'USD',
      note: 'Cancelling lowers the listing’s place in searches.',
    },
  },
};
