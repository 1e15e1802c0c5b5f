import { addNights, type Night } from '@roomnight/calendar/night';
import { computed, type Ref, ref, shallowRef, watch } from 'vue';
import { unitNights, type UnitNights } from '~/calendar/unit-nights.ts';
import { CalendarQuery } from '~/graphql/calendar.ts';
import { client, sentenceOf } from '~/graphql/client.ts';
import { coalesce } from './coalesce.ts';
import { onEvents } from './live.ts';

export const daysShown = 60;
const unitsPerRequest = 50;

/**
 * The nights of the units that were asked for, from `from` on. Units are read in chunks as they come into view and
 * again when an event names them; a unit without an entry is not loaded, which is not the same as free.
 */
export function useCalendar(from: Ref<Night>) {
  const units = shallowRef<ReadonlyMap<string, UnitNights>>(new Map());
  const error = ref<string>();
  const range = computed(() => ({ checkIn: from.value, checkOut: addNights(from.value, daysShown) }));
  const wanted = new Set<string>();
  const stale = new Set<string>();

  const load = coalesce(async () => {
    while (stale.size > 0) {
      const unitIds = [...stale].slice(0, unitsPerRequest);
      unitIds.forEach((id) => stale.delete(id));
      if (!(await read(unitIds))) return;
    }
  });

  async function read(unitIds: string[]): Promise<boolean> {
    const { checkIn, checkOut } = range.value;
    const { data, error: failed } = await client
      .query(CalendarQuery, { from: checkIn, to: checkOut, unitIds })
      .toPromise();
    error.value = failed && sentenceOf(failed);
    if (!data) {
      unitIds.forEach((id) => stale.add(id));
      return false;
    }
    if (checkIn !== range.value.checkIn) return true;
    const next = new Map(units.value);
    for (const { unit, bookings, conflicts } of data.calendar.units) {
      next.set(unit.id, unitNights(bookings, conflicts, range.value));
    }
    units.value = next;
    return true;
  }

  /** Reads the units that are not there yet. */
  function ensure(unitIds: readonly string[]): void {
    const missing = unitIds.filter((id) => !wanted.has(id));
    for (const id of missing) {
      wanted.add(id);
      stale.add(id);
    }
    if (missing.length > 0) void load();
  }

  function refresh(unitIds: Iterable<string> = wanted): void {
    for (const id of unitIds) if (wanted.has(id)) stale.add(id);
    if (stale.size > 0) void load();
  }

  watch(from, () => {
    units.value = new Map();
    refresh();
  });
  onEvents(({ events, missed }) => {
    if (missed || error.value !== undefined) refresh();
    else refresh(events.flatMap(({ unitId }) => unitId ?? []));
  });
  return { units, range, error, ensure, refresh };
}
