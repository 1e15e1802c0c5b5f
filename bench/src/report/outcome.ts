import type { FigureName } from '../goals.ts';
import type { Measurement } from '../measure/interleave.ts';

/** What became of one figure. One that this machine cannot measure, or whose measuring broke, has no number at all. */
export type Outcome =
  | { readonly name: FigureName; readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly name: FigureName; readonly kind: 'skipped' | 'failed'; readonly reason: string };
