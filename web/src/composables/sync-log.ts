import { computed, shallowRef, watch } from 'vue';
import { onEvents } from '~/composables/live.ts';
import { client, sentenceOf } from '~/graphql/client.ts';
import type { SyncErrorClass, SyncLogQuery as Log, SyncOutcome } from '~/graphql/generated/graphql.ts';
import { SyncLogQuery } from '~/graphql/sync-log.ts';

const PAGE = 20;

export type LogRun = Log['syncRuns']['edges'][number]['node'];

export interface LogFilter {
  readonly outcomes: SyncOutcome[] | undefined;
  readonly errorClasses: SyncErrorClass[] | undefined;
}

/** The sync log of one listing, newest first, a page after the other. */
export function useSyncLog(listingId: () => string, filter: () => LogFilter) {
  const runs = shallowRef<readonly LogRun[]>();
  const next = shallowRef<string>();
  const error = shallowRef<string>();
  const busy = shallowRef(false);
  let asked = 0;

  async function ask(after: string | undefined): Promise<void> {
    asked += 1;
    const mine = asked;
    busy.value = true;
    const variables = { listingId: listingId(), first: PAGE, after, ...filter() };
    const { data, error: failure } = await client.query(SyncLogQuery, variables).toPromise();
    // Another filter was chosen meanwhile.
    if (mine !== asked) return;
    busy.value = false;
    error.value = failure && sentenceOf(failure);
    if (!data) return;
    const { edges, pageInfo } = data.syncRuns;
    const page = edges.map(({ node }) => node);
    runs.value = after === undefined ? page : [...(runs.value ?? []), ...page];
    next.value = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  }

  watch([listingId, filter], () => void ask(undefined), { immediate: true });
  onEvents(({ events, missed }) => {
    const touched = events.some(
      (event) => event.listingId === listingId() && event.type === 'SYNC_COMPLETED',
    );
    if (missed || touched) void ask(undefined);
  });
  return {
    runs,
    error,
    busy,
    hasMore: computed(() => next.value !== undefined),
    more: () => ask(next.value),
    refresh: () => ask(undefined),
  };
}
