import {
  allHandlersFinished,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { MirrorAnswer, MirrorDecisionInput } from '@roomnight/contracts/mirror';
import { decide } from '@roomnight/contracts/mirror-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { decideMirror } from './transactions.ts';

/**
 * A person says whether two bookings are one: settles the calendar by it, answers whoever asked, and is over. Started
 * without the update it settles all the same.
 */
export async function MirrorDecision(input: MirrorDecisionInput): Promise<MirrorAnswer> {
  let decided: Promise<MirrorAnswer> | undefined;
  const decideOnce = (): Promise<MirrorAnswer> => (decided ??= decideMirror(input));
  setHandler(decide, decideOnce);

  try {
    const answer = await decideOnce();
    upsertSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.state, value: answer.kind },
    ]);
    setCurrentDetails(SENTENCES[answer.kind]);
    return answer;
  } finally {
    await condition(allHandlersFinished);
  }
}

const SENTENCES: Record<MirrorAnswer['kind'], string> = {
  settled: 'Remembered; locks and conflicts are settled by it.',
  overtaken: 'Nothing new: this, or something later, was said of the two before.',
  differentUnits: 'The two are of different units, so they are not the same booking. Nothing changed.',
};
