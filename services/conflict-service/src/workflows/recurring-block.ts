import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { inTurn } from '@roomnight/contracts/in-turn';
import type { ExpansionAnswer, RecurringBlockInput } from '@roomnight/contracts/recurring-block';
import { endRecurring, expand } from '@roomnight/contracts/recurring-block-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { endRecurringBlock, expandRecurringBlock } from './transactions.ts';

/**
 * Closes the nights of a recurring block, answers whoever asked, and for years closes what time brings within the
 * horizon, and what was left out and is free by now. It is over when nothing is to come any more.
 */
export async function RecurringBlock(input: RecurringBlockInput): Promise<void> {
  let expanded: Promise<ExpansionAnswer> | undefined;
  let ended = false;
  const takeTurn = inTurn();
  const expandOnce = (): Promise<ExpansionAnswer> =>
    (expanded ??= takeTurn(() => expandRecurringBlock(input)));
  setHandler(expand, expandOnce);
  setHandler(endRecurring, async (end) => {
    const answer = await takeTurn(() => endRecurringBlock({ ...input, ...end }));
    expanded = undefined;
    ended = true;
    return answer;
  });

  try {
    for (;;) {
      ended = false;
      const answer = await expandOnce();
      tell(input, answer);
      if (answer.kind === 'refused' || !answer.goesOn) return;
      await condition(() => ended, '7 days');
      await condition(allHandlersFinished);
      // A run for each look: its history stays a few events, and new code never meets an old one for long.
      if (!ended) await continueAsNew<typeof RecurringBlock>(input);
    }
  } finally {
    await condition(allHandlersFinished);
  }
}

function tell({ organizationId }: RecurringBlockInput, answer: ExpansionAnswer): void {
  const state = answer.kind === 'refused' ? 'refused' : answer.goesOn ? 'recurring' : 'over';
  upsertSearchAttributes([
    { key: searchAttributes.organization, value: organizationId },
    { key: searchAttributes.state, value: state },
  ]);
  setCurrentDetails(sentenceOf(answer));
}

function sentenceOf(answer: ExpansionAnswer): string {
  if (answer.kind === 'refused') return 'Refused: nights of some occurrences are taken. Nothing was closed.';
  const { until, closed, leftOut, goesOn } = answer;
  const done = `Closed up to ${until}: ${closed} new, ${leftOut} left out because they are taken.`;
  return goesOn ? done : `${done} Nothing more is to come.`;
}
