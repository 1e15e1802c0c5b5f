import { computed, type Ref } from 'vue';
import type { Span } from '~/calendar/geometry.ts';
import type { Row } from '~/calendar/rows.ts';

interface Rendered {
  readonly rows: Readonly<Ref<readonly Row[]>>;
  readonly tops: Readonly<Ref<readonly number[]>>;
  readonly span: Readonly<Ref<Span>>;
  /** A row that stays although it is out of sight: unmounting it would lose the focus in it. */
  readonly kept: () => number | undefined;
}

/** The rows to render with their places, in order. */
export function useRenderedRows({ rows, tops, span, kept }: Rendered) {
  return computed(() => {
    const { first, end } = span.value;
    const indices = Array.from({ length: end - first }, (_, at) => first + at);
    const also = kept();
    if (also !== undefined && !indices.includes(also)) indices.push(also);
    return indices
      .toSorted((a, b) => a - b)
      .flatMap((at) => {
        const row = rows.value[at];
        const top = tops.value[at] ?? 0;
        return row ? [{ at, row, top, height: (tops.value[at + 1] ?? top) - top }] : [];
      });
  });
}
