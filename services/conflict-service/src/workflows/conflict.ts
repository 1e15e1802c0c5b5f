import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  ConflictActivities,
  ConflictInput,
  ConflictMessage,
  ConflictMessageActivities,
  ConflictState,
} from '@roomnight/contracts/conflict';
import { actOnConflict, conflictChanged } from '@roomnight/contracts/conflict-messages';
import { inTurn } from '@roomnight/contracts/in-turn';
import { FAILURES } from '@roomnight/contracts/failures';
import { QUEUES } from '@roomnight/contracts/queues';
import { searchAttributes } from '@roomnight/contracts/search-attributes';

// Local, so that an update is answered in one workflow task.
const rows = proxyLocalActivities<ConflictActivities>({
  startToCloseTimeout: '10 seconds',
  retry: {
    initialInterval: '100 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: [FAILURES.notFound],
  },
});
const { tellOfConflict } = proxyActivities<ConflictMessageActivities>({
  taskQueue: QUEUES.checklists,
  startToCloseTimeout: '1 minute',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '5 minutes',
    nonRetryableErrorTypes: [FAILURES.notFound],
  },
});

/** A clock that runs a little behind must not make this spin. */
const SHORTEST_SLEEP = 1_000;

/**
 * Accompanies one conflict: tells people of it, judges it anew as its nights come nearer, does what they choose, and
 * reminds them, until the platforms' feeds or the calendar show that it is over.
 *
 * The rows say all of that; this sleeps until something is due, or until the rows change.
 */
export async function Conflict(input: ConflictInput): Promise<void> {
  const takeTurn = inTurn();
  let stale = true;
  setHandler(conflictChanged, () => {
    stale = true;
  });
  setHandler(actOnConflict, async (requestId) => {
    const answer = await takeTurn(() => rows.actOnConflict({ ...input, requestId }));
    stale = true;
    return answer;
  });

  let told: ConflictMessage | null = null;
  let shown: string | undefined;
  for (;;) {
    stale = false;
    const sent = told;
    told = null;
    const state: ConflictState = await takeTurn(() => rows.tendConflict({ ...input, told: sent }));
    setCurrentDetails(state.details);
    if (state.status !== shown) {
      upsertSearchAttributes([
        { key: searchAttributes.organization, value: input.organizationId },
        { key: searchAttributes.property, value: state.propertyId },
        { key: searchAttributes.state, value: state.status },
      ]);
    }
    shown = state.status;
    if (state.message !== null) {
      await tellOfConflict({ ...input, message: state.message });
      told = state.message;
      continue;
    }
    const isOver = state.status === 'resolved';
    if (isOver || workflowInfo().continueAsNewSuggested) {
      await condition(() => stale || allHandlersFinished());
      if (stale) continue;
      if (isOver) return;
      await continueAsNew<typeof Conflict>(input);
    } else if (state.wakeAt === null) {
      await condition(() => stale);
    } else {
      await condition(() => stale, Math.max(SHORTEST_SLEEP, Date.parse(state.wakeAt) - Date.now()));
    }
  }
}
