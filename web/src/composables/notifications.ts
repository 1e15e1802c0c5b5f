import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { client } from '~/graphql/client.ts';
import type { NotificationsQuery as Answer } from '~/graphql/generated/graphql.ts';
import { MarkNotificationsReadMutation, NotificationsQuery } from '~/graphql/notifications.ts';
import { useFresh } from './fresh.ts';

export type Notification = Answer['notifications']['edges'][number]['node'];

/** What the viewer was told lately, and how much of it they have not seen. */
export const useNotifications = createSharedComposable(() => {
  const { data, error, refresh } = useFresh(NotificationsQuery, {
    variables: () => ({ first: 20 }),
    touchedBy: ({ type }) => type === 'NOTIFICATIONS_CHANGED',
  });
  const notifications = computed(() => data.value?.notifications.edges.map(({ node }) => node));
  const unread = computed(() => data.value?.unreadNotifications ?? 0);
  /** Marks one as seen, or all of them; the answer comes back as an event too, to every window. */
  async function markRead(ids?: string[]): Promise<void> {
    await client.mutation(MarkNotificationsReadMutation, { ids: ids ?? null }).toPromise();
    await refresh();
  }
  return { notifications, unread, error, refresh, markRead };
});
