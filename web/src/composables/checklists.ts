import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { ChecklistsQuery } from '~/graphql/checklists.ts';
import type { ChecklistsQuery as Answer } from '~/graphql/generated/graphql.ts';
import { useFresh } from './fresh.ts';

export type Checklist = Answer['checklists'][number];
export type ChecklistItem = Checklist['items'][number];

/** The open checklists, shared by the page and the count in the navigation. */
export const useChecklists = createSharedComposable(() => {
  const { data, error, refresh } = useFresh(ChecklistsQuery, {
    variables: () => ({}),
    touchedBy: ({ type }) => type === 'CHECKLIST_CHANGED' || type === 'LISTING_CHANGED',
  });
  const checklists = computed(() => data.value?.checklists);
  const openItems = computed(
    () =>
      checklists.value?.flatMap(({ items }) => items.filter(({ status }) => status === 'OPEN')).length ?? 0,
  );
  return { checklists, openItems, error, refresh };
});
