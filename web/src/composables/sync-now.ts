import { ref, shallowRef } from 'vue';
import { client, sentenceOf } from '~/graphql/client.ts';
import { SyncNowMutation } from '~/graphql/listings.ts';

/** Polls a listing's feed at once and keeps what came of it as a sentence. */
export function useSyncNow(listingId: () => string) {
  const busy = ref(false);
  const answer = shallowRef<{ good: boolean; message: string }>();

  async function syncNow(): Promise<void> {
    busy.value = true;
    answer.value = undefined;
    const { data, error } = await client.mutation(SyncNowMutation, { listingId: listingId() }).toPromise();
    busy.value = false;
    if (error) answer.value = { good: false, message: sentenceOf(error) };
    else if (data) {
      const { syncNow: result } = data;
      const good =
        result.__typename === 'SyncNowSuccess' &&
        (result.outcome === 'CHANGED' || result.outcome === 'UNCHANGED');
      answer.value = { good, message: result.message };
    }
  }
  return { busy, answer, syncNow };
}
