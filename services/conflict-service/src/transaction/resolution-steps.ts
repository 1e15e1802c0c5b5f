import type { StepKind } from '@roomnight/contracts/resolution';
import { auditAction, personOf, type Acting, type Refusal } from './acting.ts';
import { performStep } from './perform-step.ts';
import { revertStep } from './revert-step.ts';
import { loadSteps, markSteps, type Step } from './steps.ts';

/** Ticks a step: one of a person's is noted, one of Roomnight's is done now, and the calendar settled by it. */
export async function doStep(acting: Acting, stepId: string): Promise<Refusal> {
  const { tx, conflict } = acting;
  const steps = await loadSteps(tx, conflict.id);
  const step = steps.find(({ id }) => id === stepId);
  if (step === undefined) return NO_STEP;
  if (step.doneAt !== null) return undefined;
  // Moves that make room for one another are one: done one by one the first would meet the guest of the second.
  const together = step.kind === 'move_here' ? steps.filter(({ kind }) => kind === step.kind) : [step];
  const done = isOurs(step.kind) ? await performStep(acting, step) : { undo: null };
  if ('refusal' in done) return done.refusal;
  await markSteps(tx, together, { by: personOf(acting), at: acting.now, undo: done.undo });
  return auditStep(acting, 'conflict.stepDone', step);
}

/** Takes a step back: what Roomnight did is as it was before, unless it changed again since. */
export async function undoStep(acting: Acting, stepId: string): Promise<Refusal> {
  const { tx, conflict } = acting;
  const steps = await loadSteps(tx, conflict.id);
  const step = steps.find(({ id }) => id === stepId);
  if (step === undefined) return NO_STEP;
  if (step.doneAt === null) return undefined;
  const together = step.kind === 'move_here' ? steps.filter(({ kind }) => kind === step.kind) : [step];
  if (isOurs(step.kind)) {
    const refusal = await revertStep(acting, step);
    if (refusal !== undefined) return refusal;
  }
  await markSteps(tx, together, null);
  return auditStep(acting, 'conflict.stepUndone', step);
}

const NO_STEP = 'There is no such step any more: look at the conflict again.';

function isOurs(kind: StepKind): boolean {
  return kind.endsWith('_here');
}

async function auditStep(
  acting: Acting,
  action: string,
  { kind, bookingId, sentence }: Step,
): Promise<Refusal> {
  await auditAction(acting, action, sentence, { after: { kind, bookingId } });
  return undefined;
}
