import { addNights, nightsBetween } from '@roomnight/calendar/night';
import { computed, nextTick, type Ref, shallowRef } from 'vue';
import type { Row } from '~/calendar/rows.ts';
import type { BookingRun, UnitNights } from '~/calendar/unit-nights.ts';
import {
  cornerPlace,
  endOfRow,
  firstPlace,
  isAt,
  type Place,
  stepInRow,
  stepToRow,
} from '~/calendar/walk.ts';
import type { GridSelection } from './grid-selection.ts';

interface Keys {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly Row[]>>;
  readonly units: Readonly<Ref<ReadonlyMap<string, UnitNights>>>;
  readonly from: () => string;
  readonly reveal: (row: number, day: number) => void;
  readonly selection: GridSelection;
  readonly open: (bookingId: string) => void;
  readonly why: (unitId: string, night: string) => void;
}

/** One tab stop, arrows from run to run, Shift with arrows day by day; Enter opens, B blocks, W asks why, Esc lets go. */
export function useGridKeys({ scroller, rows, units, from, reveal, selection, open, why }: Keys) {
  const place = shallowRef<Place>();
  /** Where the one tab stop is: where the keyboard was, or at the start. */
  const active = computed(() => {
    const current = place.value;
    return current && runAt(current) ? current : firstPlace(rows.value, units.value);
  });

  function runAt(at: Place): BookingRun | undefined {
    const row = rows.value[at.row];
    const nights = row?.kind === 'unit' ? units.value.get(row.unit.id) : undefined;
    return nights?.runs.find((run) => isAt(run, at));
  }

  async function go(to: Place | undefined): Promise<void> {
    if (!to) return;
    place.value = to;
    reveal(to.row, Math.max(0, nightsBetween(from(), to.day)));
    await nextTick();
    scroller.value?.querySelector<HTMLElement>('[data-run][tabindex="0"]')?.focus({ preventScroll: true });
  }

  function moved(event: KeyboardEvent, at: Place): Place | undefined {
    const [all, loaded] = [rows.value, units.value];
    switch (event.key) {
      case 'ArrowRight':
        return stepInRow(all, loaded, at, 1);
      case 'ArrowLeft':
        return stepInRow(all, loaded, at, -1);
      case 'ArrowDown':
        return stepToRow(all, loaded, at, 1);
      case 'ArrowUp':
        return stepToRow(all, loaded, at, -1);
      case 'Home':
        return event.ctrlKey ? cornerPlace(all, loaded, 'first') : endOfRow(all, loaded, at, 'first');
      case 'End':
        return event.ctrlKey ? cornerPlace(all, loaded, 'last') : endOfRow(all, loaded, at, 'last');
      default:
        return undefined;
    }
  }

  function onKey(event: KeyboardEvent): void {
    const at = active.value;
    const run = at && runAt(at);
    if (!at || !run || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') return selection.clear();
    if (act(event, at, run)) return event.preventDefault();
    const to = moved(event, at);
    if (!to) return;
    event.preventDefault();
    void go(to);
  }

  function act(event: KeyboardEvent, at: Place, run: BookingRun): boolean {
    const row = rows.value[at.row];
    if (row?.kind !== 'unit') return false;
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.shiftKey && step !== 0) {
      selection.extend(row.unit.id, run.stay.checkIn < from() ? from() : run.stay.checkIn, step);
      return true;
    }
    if (event.key === 'Enter' && run.kind === 'booking') {
      open(run.booking.id);
      return true;
    }
    if (event.key.toLowerCase() === 'w') {
      why(row.unit.id, run.stay.checkIn > from() ? run.stay.checkIn : at.day);
      return true;
    }
    if (event.key === 'Enter' || event.key.toLowerCase() === 'b') {
      const first = run.kind === 'free' && run.stay.checkIn > from() ? run.stay.checkIn : at.day;
      const night = { checkIn: first, checkOut: addNights(first, 1) };
      selection.finishFromKey(row.unit.id, night, event.key === 'Enter' ? 'stay' : 'block');
      return true;
    }
    return false;
  }

  /** The mouse takes the tab stop with it. */
  function onFocus(event: FocusEvent): void {
    const run = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-run]') : null;
    const row = Number(run?.closest<HTMLElement>('[data-row]')?.dataset.row);
    const [checkIn, lane] = run?.dataset.run?.split('/') ?? [];
    const owner = rows.value[row];
    if (checkIn === undefined || owner?.kind !== 'unit') return;
    const found = units.value
      .get(owner.unit.id)
      ?.runs.find(({ stay, lane: on }) => stay.checkIn === checkIn && String(on) === lane);
    if (found) place.value = { row, stay: found.stay, lane: found.lane, day: place.value?.day ?? checkIn };
  }

  return { active, onKey, onFocus };
}
