import { addNights, nightsBetween, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';

/** Pixels. A bar runs from the middle of its check-in day to the middle of its check-out day. */
export const dayWidth = 44;
export const laneHeight = 28;
const laneGap = 4;
const rowPadding = 9;
export const groupHeight = 34;
export const nameWidth = 264;
export const headerHeight = 66;

export function rowHeight(lanes: number): number {
  return 2 * rowPadding + lanes * laneHeight + (lanes - 1) * laneGap;
}

export function laneTop(lane: number): number {
  return rowPadding + lane * (laneHeight + laneGap);
}

/** Left edge and width of a stay's bar, cut at the ends of a range of `days` that begins on `from`. */
export function barSpan(stay: Stay, from: Night, days: number): { left: number; width: number } {
  const start = Math.max(0, (nightsBetween(from, stay.checkIn) + 0.5) * dayWidth);
  const end = Math.min(days * dayWidth, (nightsBetween(from, stay.checkOut) + 0.5) * dayWidth);
  return { left: start, width: Math.max(0, end - start) };
}

/** The day whose column is at `x`, kept inside the range. */
export function dayAt(x: number, from: Night, days: number): Night {
  return addNights(from, Math.min(days - 1, Math.max(0, Math.floor(x / dayWidth))));
}

/** The stay from one picked day to another, in either direction; a single day means its one night. */
export function stayBetween(a: Night, b: Night): Stay {
  if (a === b) return { checkIn: a, checkOut: addNights(a, 1) };
  return a < b ? { checkIn: a, checkOut: b } : { checkIn: b, checkOut: a };
}

export interface Span {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * What to render of `count` items: the visible ones, widened to whole blocks and by `overscan`, so that the window
 * moves in steps and most scrolling changes nothing.
 */
export function blockWindow(visible: Span, block: number, overscan: number, count: number): Span {
  const first = Math.floor((visible.first - overscan) / block) * block;
  const end = Math.ceil((visible.end + overscan) / block) * block;
  return { first: Math.max(0, first), end: Math.min(count, Math.max(0, end)) };
}

/** Tops of rows of unequal height, with the total as last element. */
export function prefixSums(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** Index of the row that holds `y`, by halving; the nearest row when `y` is outside. */
export function rowAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
