import { ref, shallowRef } from 'vue';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { client, sentenceOf } from '~/graphql/client.ts';
import { coalesce } from './coalesce.ts';
import { type CalendarEvent, onEvents } from './live.ts';

interface Fresh<Variables> {
  readonly variables: () => Variables;
  /** Whether an event may have changed the answer. */
  readonly touchedBy: (event: CalendarEvent) => boolean;
}

/** A query's answer, asked again whenever an event touches it. The last answer stays while a new one comes. */
export function useFresh<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { variables, touchedBy }: Fresh<Variables>,
) {
  const data = shallowRef<Data>();
  const error = ref<string>();
  const refresh = coalesce(async () => {
    const result = await client.query(document, variables()).toPromise();
    error.value = result.error && sentenceOf(result.error);
    if (result.data) data.value = result.data;
  });

  onEvents(({ events, missed }) => {
    if (missed || error.value !== undefined || events.some(touchedBy)) void refresh();
  });
  void refresh();
  return { data, error, refresh };
}
