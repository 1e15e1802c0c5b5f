import { measureBooking } from './figures/booking.ts';
import { measureClaims, measureHotClaims } from './figures/claims.ts';
import { measureExports } from './figures/exports.ts';
import { measureFirstImport } from './figures/first-import.ts';
import { measureFlatClaims } from './figures/flat-claims.ts';
import { measureFleet } from './figures/fleet.ts';
import { measureLive } from './figures/live.ts';
import { measurePolls } from './figures/polls.ts';
import { measureBesideHostile } from './figures/read-beside-hostile.ts';
import { measureRead, measureUnchanged } from './figures/read.ts';
import type { FigureName } from './goals.ts';
import type { Measurement } from './measure/interleave.ts';
import type { Stage } from './stage/stage.ts';

/** Figures that come from one and the same load. */
export interface Experiment {
  readonly figures: readonly FigureName[];
  measure(stage: Stage): Promise<Partial<Record<FigureName, Measurement>>>;
}

/** Quick ones first. */
export const experiments: readonly Experiment[] = [
  { figures: ['sync.read-ratio'], measure: async () => ({ 'sync.read-ratio': await measureRead() }) },
  {
    figures: ['sync.unchanged-ratio'],
    measure: async () => ({ 'sync.unchanged-ratio': await measureUnchanged() }),
  },
  {
    figures: ['sync.bomb-delay'],
    measure: async () => ({ 'sync.bomb-delay': await measureBesideHostile() }),
  },
  {
    figures: ['locks.claim-ratio'],
    measure: async (stage) => ({ 'locks.claim-ratio': await measureClaims(stage) }),
  },
  {
    figures: ['locks.hot-ratio'],
    measure: async (stage) => ({ 'locks.hot-ratio': await measureHotClaims(stage) }),
  },
  {
    figures: ['locks.import-ratio'],
    measure: async (stage) => ({ 'locks.import-ratio': await measureFirstImport(stage) }),
  },
  {
    figures: ['locks.flat-cost'],
    measure: async (stage) => ({ 'locks.flat-cost': await measureFlatClaims(stage) }),
  },
  {
    figures: ['live.latency-ms-over-poll'],
    measure: async (stage) => ({ 'live.latency-ms-over-poll': await measureLive(stage) }),
  },
  {
    figures: ['booking.latency-ratio'],
    measure: async (stage) => ({ 'booking.latency-ratio': await measureBooking(stage) }),
  },
  {
    figures: ['api.export-304-ratio'],
    measure: async (stage) => ({ 'api.export-304-ratio': await measureExports(stage) }),
  },
  {
    figures: ['sync.flat-cost', 'sync.worker-mb'],
    measure: async (stage) => {
      const { cost, memory } = await measureFleet(stage);
      return { 'sync.flat-cost': cost, 'sync.worker-mb': memory };
    },
  },
  {
    figures: ['sync.poll-rate', 'sync.events-per-poll'],
    measure: async (stage) => {
      const { rate, events } = await measurePolls(stage);
      return { 'sync.poll-rate': rate, 'sync.events-per-poll': events };
    },
  },
];
