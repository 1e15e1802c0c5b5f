import type { Resolution } from '@roomnight/contracts/resolution';
import type { Cost } from './cancel-cost.ts';
import { compareLists, compareTexts } from './fit.ts';
import type { AutomaticKind } from './preferences.ts';

/** Kinds of ways out, from the one that hurts nobody to the one that is hardly ever right. */
const ranks = [
  'certainly_the_same',
  'own_block',
  'block_on_platform',
  'move_in_property',
  'decline_request',
  'perhaps_the_same',
  'move_in_city',
  'split',
  'change_dates',
  'move_far',
  'cancel',
  'doubtful_block',
  'hardly_the_same',
] as const;
export type Rank = (typeof ranks)[number];

/** One way out, before it has its place among the others. */
export interface Option {
  readonly resolution: Resolution;
  /** What is done, in a line. */
  readonly summary: string;
  readonly reason: string;
  readonly cost: Cost;
  readonly rank: Rank;
  /** Whether it changes the booking that is proposed to keep the nights. */
  readonly burdensKeeper: boolean;
  /** Among those of the same rank: less is better, the first number first. */
  readonly detail: readonly number[];
  /** What an organization must have allowed for it to be done without asking; null where a person decides. */
  readonly automatic: AutomaticKind | null;
}

/** A total order: no two options of one question are of the same resolution. */
export function byRank(a: Option, b: Option): number {
  const place = ({ rank, burdensKeeper, detail }: Option) => [
    ranks.indexOf(rank),
    Number(burdensKeeper),
    ...detail,
  ];
  return (
    compareLists(place(a), place(b)) ||
    compareTexts(JSON.stringify(a.resolution), JSON.stringify(b.resolution))
  );
}

const CURRENCY = 'INR';

/** Nobody charges anything; what else it takes is in the sentence. */
export function free(sentence: string): Cost {
  return { amount: 0, currency: CURRENCY, sentence };
}

/** What it costs is agreed with the guest. */
export function agreed(sentence: string): Cost {
  return { amount: null, currency: CURRENCY, sentence };
}
