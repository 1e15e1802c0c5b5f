import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { ConflictsQuery } from '~/graphql/conflicts.ts';
import type { ConflictsQuery as Answer } from '~/graphql/generated/graphql.ts';
import { useFresh } from './fresh.ts';

export type Conflict = Answer['conflicts']['edges'][number]['node'];

/** The open conflicts by check-in, shared by the page and the count in the navigation. */
export const useConflicts = createSharedComposable(() => {
  const { data, error, refresh } = useFresh(ConflictsQuery, {
    variables: () => ({ status: ['DETECTED' as const, 'RESOLVING' as const], first: 100 }),
    touchedBy: ({ type }) =>
      type === 'CONFLICT_DETECTED' || type === 'CONFLICT_CHANGED' || type === 'CONFLICT_RESOLVED',
  });
  const conflicts = computed(() =>
    data.value?.conflicts.edges
      .map(({ node }) => node)
      .toSorted((a, b) => a.checkIn.localeCompare(b.checkIn)),
  );
  const more = computed(() => data.value?.conflicts.pageInfo.hasNextPage ?? false);
  return { conflicts, more, error, refresh };
});
