import { computed } from 'vue';
import { AlertsQuery } from '~/graphql/alerts.ts';
import type { AlertsQuery as Answer } from '~/graphql/generated/graphql.ts';
import { type CalendarEvent } from './live.ts';
import { useFresh } from './fresh.ts';

export type Alert = Answer['alerts']['edges'][number]['node'];

const touchedBy = ({ type }: CalendarEvent) =>
  type === 'ALERT_OPENED' || type === 'ALERT_CHANGED' || type === 'ALERT_CLOSED';

/** The incidents that are open, and the latest that are over. */
export function useAlerts() {
  const open = useFresh(AlertsQuery, {
    variables: () => ({ status: 'OPEN' as const, first: 100 }),
    touchedBy,
  });
  const closed = useFresh(AlertsQuery, {
    variables: () => ({ status: 'CLOSED' as const, first: 20 }),
    touchedBy,
  });
  const alertsOf = ({ data }: typeof open) => data.value?.alerts.edges.map(({ node }) => node);
  return {
    open: computed(() => alertsOf(open)),
    moreOpen: computed(() => open.data.value?.alerts.pageInfo.hasNextPage ?? false),
    closed: computed(() => alertsOf(closed)),
    error: computed(() => open.error.value ?? closed.error.value),
    refresh: () => Promise.all([open.refresh(), closed.refresh()]),
  };
}
