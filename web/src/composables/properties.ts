import { createSharedComposable } from '@vueuse/core';
import { ref, shallowRef } from 'vue';
import type { Property } from '~/calendar/rows.ts';
import { PropertiesQuery } from '~/graphql/calendar.ts';
import { client, sentenceOf } from '~/graphql/client.ts';
import type { PropertiesQuery as Query } from '~/graphql/generated/graphql.ts';
import { coalesce } from './coalesce.ts';
import { onEvents } from './live.ts';

const pageSize = 100;

/** Every property with its units, in the gateway's order; shared by the calendar and the forms. */
export const useProperties = createSharedComposable(() => {
  const properties = shallowRef<Property[]>();
  const error = ref<string>();
  const refresh = coalesce(async () => {
    const all: Property[] = [];
    for (let page = await read(null); page; page = await read(page.pageInfo.endCursor)) {
      all.push(...page.edges.map(({ node }) => node));
      if (page.pageInfo.hasNextPage) continue;
      properties.value = all;
      return;
    }
  });

  async function read(after: string | null): Promise<Query['properties'] | undefined> {
    const result = await client.query(PropertiesQuery, { first: pageSize, after }).toPromise();
    error.value = result.error && sentenceOf(result.error);
    return result.data?.properties;
  }

  onEvents(({ events, missed }) => {
    if (missed || error.value !== undefined || events.some(({ type }) => type === 'LISTING_CHANGED'))
      void refresh();
  });
  void refresh();
  return { properties, error, refresh };
});
