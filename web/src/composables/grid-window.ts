import { addNights } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { useElementSize, useEventListener } from '@vueuse/core';
import { computed, onActivated, type Ref, ref, watch } from 'vue';
import {
  blockWindow,
  dayWidth,
  groupHeight,
  headerHeight,
  nameWidth,
  prefixSums,
  rowAt,
  rowHeight,
} from '~/calendar/geometry.ts';
import type { Row } from '~/calendar/rows.ts';
import type { UnitNights } from '~/calendar/unit-nights.ts';
import { daysShown } from './calendar.ts';

const rowBlock = 8;
const dayBlock = 7;

interface Grid {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly Row[]>>;
  readonly units: Readonly<Ref<ReadonlyMap<string, UnitNights>>>;
  readonly range: Readonly<Ref<Stay>>;
}

/** Which rows and days are rendered: what is visible, in blocks of 8 rows and 7 days. */
export function useGridWindow({ scroller, rows, units, range }: Grid) {
  const { width, height } = useElementSize(scroller);
  const tops = computed(() =>
    prefixSums(
      rows.value.map((row) =>
        row.kind === 'property' ? groupHeight : rowHeight(units.value.get(row.unit.id)?.lanes ?? 1),
      ),
    ),
  );
  const total = computed(() => tops.value.at(-1) ?? 0);
  const rowSpan = ref({ first: 0, end: 0 });
  const daySpan = ref({ first: 0, end: 0 });

  function measure(): void {
    if (!scroller.value) return;
    const { scrollTop, scrollLeft } = scroller.value;
    const bodyHeight = height.value - headerHeight;
    const visibleRows = {
      first: rowAt(tops.value, scrollTop),
      end: rowAt(tops.value, scrollTop + bodyHeight) + 1,
    };
    const firstDay = Math.floor(scrollLeft / dayWidth);
    const visibleDays = {
      first: firstDay,
      end: firstDay + Math.ceil((width.value - nameWidth) / dayWidth) + 1,
    };
    move(rowSpan, blockWindow(visibleRows, rowBlock, rowBlock + 2, rows.value.length));
    move(daySpan, blockWindow(visibleDays, dayBlock, dayBlock + 2, daysShown + 1));
  }

  /** Scrolls as little as needed for a row and a day to be free of the sticky parts. */
  function reveal(rowIndex: number, day: number): void {
    const element = scroller.value;
    if (!element) return;
    const top = tops.value[rowIndex] ?? 0;
    const bottom = tops.value[rowIndex + 1] ?? top;
    const bodyHeight = element.clientHeight - headerHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + bodyHeight) element.scrollTop = bottom - bodyHeight;
    const left = day * dayWidth;
    const bodyWidth = element.clientWidth - nameWidth;
    if (left < element.scrollLeft) element.scrollLeft = Math.max(0, left - dayWidth);
    else if (left + 2 * dayWidth > element.scrollLeft + bodyWidth) {
      element.scrollLeft = left + 2 * dayWidth - bodyWidth;
    }
    settle();
  }

  // An element that was taken out of the page comes back scrolled to its start.
  let place = { top: 0, left: 0 };
  onActivated(() => {
    scroller.value?.scrollTo(place);
    measure();
  });
  function settle(): void {
    if (!scroller.value) return;
    place = { top: scroller.value.scrollTop, left: scroller.value.scrollLeft };
    measure();
  }

  /** Scrolls a row to the middle, at the first day. */
  function centre(rowIndex: number): void {
    const element = scroller.value;
    if (!element) return;
    const bodyHeight = element.clientHeight - headerHeight;
    element.scrollTo({ top: (tops.value[rowIndex] ?? 0) - bodyHeight / 2, left: 0 });
    settle();
  }

  useEventListener(scroller, 'scroll', settle, { passive: true });
  watch([width, height, tops], measure, { immediate: true, flush: 'post' });

  const near = computed(() => ({
    checkIn: addNights(range.value.checkIn, daySpan.value.first),
    checkOut: addNights(range.value.checkIn, daySpan.value.end),
  }));
  return { tops, total, rowSpan, near, reveal, centre };
}

function move(span: Ref<{ first: number; end: number }>, to: { first: number; end: number }): void {
  if (span.value.first !== to.first || span.value.end !== to.end) span.value = to;
}
