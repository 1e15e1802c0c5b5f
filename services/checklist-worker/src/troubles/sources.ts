import type { WordsOf } from '../rules/alert-words.ts';
import { exportSource } from './exports.ts';
import { feedSource } from './feeds.ts';
import type { TroubleSource } from './source.ts';

/** Everything that the watchdog looks at. */
export const troubleSources: readonly TroubleSource[] = [feedSource, exportSource];

export function wordsOf(kind: string): WordsOf {
  const words = troubleSources.map((source) => source.words[kind]).find((found) => found !== undefined);
  if (words === undefined) throw new Error(`no source of troubles has words for ${kind}`);
  return words;
}

/** What to say of a trouble that is over by itself. */
export function recoveryOf(concern: string): string {
  const words = troubleSources
    .map((source) => source.recoveries[concern])
    .find((found) => found !== undefined);
  return words ?? 'all is right again';
}
