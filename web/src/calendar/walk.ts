import type { Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import type { Row } from './rows.ts';
import type { BookingRun, UnitNights } from './unit-nights.ts';

/** Where the keyboard is: a run of a unit's row, and the day from which up and down go straight. */
export interface Place {
  readonly row: number;
  readonly stay: Stay;
  readonly lane: number;
  readonly day: Night;
}

type Units = ReadonlyMap<string, UnitNights>;

/** The first run of the first unit row, if any is loaded. */
export function firstPlace(rows: readonly Row[], units: Units): Place | undefined {
  return placeInRow(rows, units, -1, 1, '');
}

/** The run before or after in the same row; the same place at the row's end. */
export function stepInRow(rows: readonly Row[], units: Units, place: Place, step: 1 | -1): Place {
  const runs = runsAt(rows, units, place.row);
  const at = runs.findIndex((run) => isAt(run, place));
  const next = runs[at + step];
  return next ? placeOf(place.row, next) : place;
}

export function endOfRow(rows: readonly Row[], units: Units, place: Place, end: 'first' | 'last'): Place {
  const runs = runsAt(rows, units, place.row);
  const run = end === 'first' ? runs[0] : runs.at(-1);
  return run ? placeOf(place.row, run) : place;
}

/** The run on the same day in the nearest loaded unit row above or below. */
export function stepToRow(rows: readonly Row[], units: Units, place: Place, step: 1 | -1): Place {
  return placeInRow(rows, units, place.row, step, place.day) ?? place;
}

/** The run that holds `day` in the first loaded unit row after `row` in the direction of `step`. */
function placeInRow(
  rows: readonly Row[],
  units: Units,
  row: number,
  step: 1 | -1,
  day: Night,
): Place | undefined {
  for (let at = row + step; at >= 0 && at < rows.length; at += step) {
    const runs = runsAt(rows, units, at);
    const run = runs.find(({ stay }) => stay.checkOut > day) ?? runs.at(-1);
    if (run) return { ...placeOf(at, run), ...(day === '' ? {} : { day }) };
  }
  return undefined;
}

export function cornerPlace(rows: readonly Row[], units: Units, corner: 'first' | 'last'): Place | undefined {
  return corner === 'first'
    ? firstPlace(rows, units)
    : placeInRow(rows, units, rows.length, -1, '9999-12-31');
}

function runsAt(rows: readonly Row[], units: Units, at: number): readonly BookingRun[] {
  const row = rows[at];
  return row?.kind === 'unit' ? (units.get(row.unit.id)?.runs ?? []) : [];
}

function placeOf(row: number, { stay, lane }: BookingRun): Place {
  return { row, stay, lane, day: stay.checkIn };
}

export function isAt(run: BookingRun, place: Place): boolean {
  return (
    run.lane === place.lane &&
    run.stay.checkIn === place.stay.checkIn &&
    run.stay.checkOut === place.stay.checkOut
  );
}
