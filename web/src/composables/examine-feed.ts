import { ref, shallowRef } from 'vue';
import { client } from '~/graphql/client.ts';
import { ExamineFeedMutation } from '~/graphql/doctor.ts';
import type { ExamineFeedInput, FeedReportPartsFragment } from '~/graphql/generated/graphql.ts';
import { formFailure, type FormFailure } from './form-failure.ts';

export type FeedReport = FeedReportPartsFragment;

/** Lets the feed doctor look at a feed, and keeps what it said. */
export function useExamineFeed() {
  const busy = ref(false);
  const report = shallowRef<FeedReport>();
  const failure = ref<FormFailure>();
  let latest = 0;

  /** Forgets the report: what it was about changed. */
  function forget(): void {
    latest += 1;
    busy.value = false;
    report.value = undefined;
    failure.value = undefined;
  }

  async function examine(input: ExamineFeedInput): Promise<void> {
    forget();
    const mine = latest;
    busy.value = true;
    const { data, error } = await client.mutation(ExamineFeedMutation, { input }).toPromise();
    // Something else was asked for meanwhile.
    if (mine !== latest) return;
    busy.value = false;
    const answer = data?.examineFeed;
    failure.value = formFailure(answer, error);
    report.value = answer && 'report' in answer ? answer.report : undefined;
  }

  return { busy, report, failure, examine, forget };
}
