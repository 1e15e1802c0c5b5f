import { formatNights } from '@roomnight/calendar/format';
import { addNights, type Night } from '@roomnight/calendar/night';
import { overlaps, stayLength, type Stay } from '@roomnight/calendar/stay';
import { computed, type Ref, shallowRef } from 'vue';
import { dayAt, stayBetween } from '~/calendar/geometry.ts';
import type { UnitNights } from '~/calendar/unit-nights.ts';
import { counted } from '~/format.ts';
import { daysShown } from './calendar.ts';

export interface Wish {
  readonly unitId: string;
  readonly stay: Stay;
  readonly kind: 'stay' | 'block';
}

interface Picking {
  readonly unitId: string;
  readonly anchor: Night;
  readonly head: Night;
  readonly dragging: boolean;
}

export type GridSelection = ReturnType<typeof useGridSelection>;

/**
 * Picking nights of one unit: press, drag, release; or click the first day and then the last; or by the keyboard.
 * A touch never drags, so that the grid can be scrolled.
 */
export function useGridSelection(
  units: Readonly<Ref<ReadonlyMap<string, UnitNights>>>,
  from: () => Night,
  wish: (wish: Wish) => void,
) {
  const picking = shallowRef<Picking>();
  const selected = computed(() => {
    if (!picking.value) return undefined;
    const { unitId, anchor, head } = picking.value;
    const stay = stayBetween(anchor, head);
    const taken = units.value.get(unitId)?.bookings.filter((booking) => overlaps(booking, stay)) ?? [];
    return { unitId, stay, taken: taken.length > 0 };
  });

  const dayUnder = (event: PointerEvent) => {
    const lanes = event.currentTarget instanceof HTMLElement ? event.currentTarget : undefined;
    return dayAt(event.clientX - (lanes?.getBoundingClientRect().left ?? 0), from(), daysShown);
  };

  function press(event: PointerEvent, unitId: string): void {
    const day = dayUnder(event);
    const first = picking.value?.unitId === unitId && !picking.value.dragging ? picking.value : undefined;
    if (first) return finish(unitId, stayBetween(first.anchor, day), 'stay');
    if (event.pointerType !== 'touch' && event.currentTarget instanceof HTMLElement) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    picking.value = { unitId, anchor: day, head: day, dragging: true };
  }

  function move(event: PointerEvent): void {
    const now = picking.value;
    if (!now) return;
    const head = dayUnder(event);
    if (head !== now.head) picking.value = { ...now, head };
  }

  function release(): void {
    const now = picking.value;
    if (!now?.dragging) return;
    if (now.anchor === now.head) picking.value = { ...now, dragging: false };
    else finish(now.unitId, stayBetween(now.anchor, now.head), 'stay');
  }

  function extend(unitId: string, start: Night, step: 1 | -1): void {
    const now = picking.value?.unitId === unitId ? picking.value : undefined;
    const head = addNights(now?.head ?? start, step);
    picking.value = { unitId, anchor: now?.anchor ?? start, head, dragging: false };
  }

  function finish(unitId: string, stay: Stay, kind: Wish['kind']): void {
    picking.value = undefined;
    wish({ unitId, stay, kind });
  }

  /** What was selected before, else the nights given. */
  function finishFromKey(unitId: string, otherwise: Stay, kind: Wish['kind']): void {
    finish(unitId, selected.value?.unitId === unitId ? selected.value.stay : otherwise, kind);
  }

  function clear(): void {
    picking.value = undefined;
  }
  return { selected, press, move, release, extend, finishFromKey, clear };
}

/** `3 nights, nights 2–4 Jan, free`, for a screen reader while nights are picked. */
export function spokenSelection({ stay, taken }: { stay: Stay; taken: boolean }): string {
  return `${counted(stayLength(stay), 'night')}, ${formatNights(stay)}, ${taken ? 'not all free' : 'free'}`;
}
