import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { computed, provide, inject, ref, type InjectionKey } from 'vue';
import { client, sentenceOf } from '~/graphql/client.ts';
import { ConflictQuery } from '~/graphql/conflicts.ts';
import type { ConflictQuery as Answer } from '~/graphql/generated/graphql.ts';
import { useFresh } from './fresh.ts';

export type ConflictDetail = NonNullable<Answer['conflict']>;
export type ConflictStep = ConflictDetail['steps'][number];

/** One conflict's page: what is known of it, and a way to do something about it that says why it was refused. */
function openConflict(id: () => string) {
  const { data, error, refresh } = useFresh(ConflictQuery, {
    variables: () => ({ id: id() }),
    touchedBy: ({ type }) => type.startsWith('CONFLICT_'),
  });
  const conflict = computed(() => data.value?.conflict ?? undefined);
  const members = computed(() => data.value?.members ?? []);
  const failure = ref<string>();
  /** What is under way, so that only its button waits. */
  const busy = ref<string>();

  /** @returns whether it was done */
  async function act<Variables extends AnyVariables>(
    name: string,
    mutation: TypedDocumentNode<{ done: { __typename: string; message?: string } }, Variables>,
    variables: Variables,
  ): Promise<boolean> {
    busy.value = name;
    const result = await client.mutation(mutation, variables).toPromise();
    busy.value = undefined;
    failure.value = result.error ? sentenceOf(result.error) : result.data?.done.message;
    void refresh();
    return failure.value === undefined;
  }

  return { conflict, members, loaded: data, error, refresh, failure, busy, act };
}

type OpenConflict = ReturnType<typeof openConflict>;
const KEY: InjectionKey<OpenConflict> = Symbol('the conflict of this page');

export function provideConflict(id: () => string): OpenConflict {
  const opened = openConflict(id);
  provide(KEY, opened);
  return opened;
}

export function useConflict(): OpenConflict {
  const opened = inject(KEY);
  if (opened === undefined) throw new Error('only the page of a conflict has one');
  return opened;
}
