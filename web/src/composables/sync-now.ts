import { ref, shallowRef } from 'vue';
import { client, sentenceOf } from '~/graphql/client.ts';
import { SyncNowMutation } from '~/graphql/listings.ts';

/** What the listing's own line says in full: here is only that it was tried. */
const tried = {
  FAILED: 'Polled just now: it failed, and nothing changed.',
  SUSPECT: 'Polled just now: the feed is suspect, and nothing changed.',
} as const;

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
      if (result.__typename !== 'SyncNowSuccess') answer.value = { good: false, message: result.message };
      else if (result.outcome === 'FAILED' || result.outcome === 'SUSPECT')
        answer.value = { good: false, message: tried[result.outcome] };
      else
        answer.value = { good: !['STOPPED', 'POSTPONED'].includes(result.outcome), message: result.message };
    }
  }
  return { busy, answer, syncNow };
}
