import type { Resolution, ResolutionStep } from '@roomnight/contracts/resolution';
import { readQuestion } from '@roomnight/resolutions/read-question';
import { stepsOf, UnknownInResolution } from '@roomnight/resolutions/steps';
import { faultOfResolution } from '../rules/fault-of-resolution.ts';
import { bookingIdsOf, type ConflictCase } from './conflict-case.ts';
import { auditAction, personOf, type Acting, type Refusal } from './acting.ts';
import { loadBookings } from './load-bookings.ts';
import { loadSteps, replaceSteps } from './steps.ts';

/** A person chose a way out: it becomes steps, and the conflict is being resolved. Chosen anew before anything was done, the steps are others. */
export async function chooseResolution(acting: Acting, resolution: Resolution): Promise<Refusal> {
  const { tx, conflict, scope } = acting;
  if (conflict.status === 'resolved') return 'This conflict is over: there is nothing to choose any more.';
  if (await somethingIsDone(acting)) return DONE_BEFORE;
  const known = await loadBookings(tx, [
    ...bookingIdsOf(conflict),
    ...(resolution.kind === 'move' ? resolution.moves.map(({ bookingId }) => bookingId) : []),
  ]);
  const bookings = new Map([...known].map(([id, { booking }]) => [id, booking]));
  const fault = faultOfResolution(resolution, conflict, bookings, scope);
  if (fault !== undefined) return fault;
  const steps = await stepsFor(acting, resolution);
  if (steps === undefined) return 'Something of this way out is not there any more: choose another one.';
  await replaceSteps(tx, acting.organizationId, conflict.id, steps);
  await tx.query({
    name: 'choose',
    text: `UPDATE availability.conflict_cases SET resolution = $2, chosen_by = $3, chosen_at = $4, reminders = 0
           WHERE conflict_id = $1`,
    values: [conflict.id, resolution, personOf(acting), acting.now],
  });
  await setStatus(acting, 'resolving');
  await auditAction(
    acting,
    'conflict.chosen',
    acting.actor.kind === 'user'
      ? 'A member chose a way out.'
      : 'The organization lets this be done without asking.',
    {
      before: { status: conflict.status, resolution: conflict.resolution },
      after: { ...stateOf(conflict, 'resolving'), resolution },
    },
  );
  return undefined;
}

/** Takes the choice back, as long as nothing was done for it. */
export async function withdrawResolution(acting: Acting): Promise<Refusal> {
  const { tx, conflict } = acting;
  if (conflict.status !== 'resolving') return 'No way out is chosen that could be taken back.';
  if (await somethingIsDone(acting)) return DONE_BEFORE;
  await replaceSteps(tx, acting.organizationId, conflict.id, []);
  await tx.query({
    name: 'withdraw',
    text: `UPDATE availability.conflict_cases SET resolution = NULL, chosen_by = NULL, chosen_at = NULL WHERE conflict_id = $1`,
    values: [conflict.id],
  });
  await setStatus(acting, 'detected');
  await auditAction(acting, 'conflict.withdrawn', 'A member took the chosen way out back.', {
    before: { status: conflict.status, resolution: conflict.resolution },
    after: { ...stateOf(conflict, 'detected'), resolution: null },
  });
  return undefined;
}

async function stepsFor(
  { tx, conflict, now }: Acting,
  resolution: Resolution,
): Promise<ResolutionStep[] | undefined> {
  const question = await readQuestion(tx, conflict.id, now);
  if (question === undefined) return undefined;
  try {
    return stepsOf(resolution, question);
  } catch (error) {
    if (error instanceof UnknownInResolution) return undefined;
    throw error;
  }
}

/** The whole conflict, as its other rows of audit say it: so the audit replays. */
function stateOf(conflict: ConflictCase, status: 'detected' | 'resolving'): object {
  const { kind, severity, checkIn, checkOut } = conflict;
  return { kind, status, severity, checkIn, checkOut, bookings: bookingIdsOf(conflict) };
}

const DONE_BEFORE = 'Something was done already for what was chosen: undo that first.';

async function somethingIsDone({ tx, conflict }: Acting): Promise<boolean> {
  return (await loadSteps(tx, conflict.id)).some(({ doneAt }) => doneAt !== null);
}

async function setStatus({ tx, conflict }: Acting, status: 'detected' | 'resolving'): Promise<void> {
  await tx.query({
    name: 'set-conflict-status',
    text: `UPDATE availability.calendar_conflicts SET status = $2, revision = revision + 1 WHERE id = $1`,
    values: [conflict.id, status],
  });
}
