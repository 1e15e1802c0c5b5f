import { randomUUID } from 'node:crypto';
import { conflictWorkflowId, type ConflictInput } from '@roomnight/contracts/conflict';
import type { Resolution } from '@roomnight/contracts/resolution';
import { withOrganization } from '@roomnight/database/tenant';
import { readQuestion } from '@roomnight/resolutions/read-question';
import { recommend } from '@roomnight/resolutions/recommend';
import type { Acting } from './acting.ts';
import { chooseResolution } from './choose-resolution.ts';
import { loadCase, openCase } from './conflict-case.ts';
import { lockUnits } from './lock-units.ts';
import { doStep } from './resolution-steps.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';
import { loadSteps } from './steps.ts';

/** A way out that cannot be gone after all: nothing of it stays. */
class CannotBeDone extends Error {
  override readonly name = 'CannotBeDone';
}

/**
 * Goes the best way out of a conflict if the organization lets that be done without asking, as far as Roomnight can go
 * it; what a person has to do, such as telling the guest, is left to be ticked. Every step can be taken back.
 */
export async function resolveUnasked(service: Service, input: ConflictInput): Promise<void> {
  const { pool, clock } = service;
  const found = await withOrganization(pool, input.organizationId, async (tx) => {
    const conflict = await loadCase(tx, input.conflictId);
    if (conflict === undefined || conflict.status !== 'detected' || conflict.byHand) return undefined;
    const question = await readQuestion(tx, input.conflictId, clock());
    if (question === undefined || question.preferences.automatic.length === 0) return undefined;
    const best = recommend(question)[0];
    if (best === undefined || !best.withoutAsking) return undefined;
    const named = [...question.bookings, ...question.others];
    const unitIds = [
      ...question.bookings.map(({ unitId }) => unitId),
      ...unitsOf(best.resolution),
      ...bookingsOf(best.resolution).flatMap(
        (id) => named.find((booking) => booking.id === id)?.unitId ?? [],
      ),
    ];
    return { resolution: best.resolution, unitIds };
  });
  if (found !== undefined) await go(service, input, found.resolution, found.unitIds);
}

/** The locks come first: what is done here was found without them, and is judged anew under them. */
async function go(
  { pool, clock }: Service,
  { organizationId, conflictId }: ConflictInput,
  resolution: Resolution,
  unitIds: readonly string[],
): Promise<void> {
  try {
    await retryLostRaces(() =>
      withOrganization(pool, organizationId, async (tx) => {
        const scope = await lockUnits(tx, 'units', unitIds);
        const load = async (): Promise<Acting | undefined> => {
          const conflict = await loadCase(tx, conflictId);
          if (conflict === undefined || conflict.byHand) return undefined;
          const actor = { kind: 'workflow', id: conflictWorkflowId(conflictId) } as const;
          return { tx, organizationId, scope, conflict, requestId: randomUUID(), actor, now: clock() };
        };
        const acting = await load();
        if (acting === undefined || acting.conflict.status !== 'detected') return;
        await openCase(tx, organizationId, acting.conflict);
        const refusal = await chooseResolution(acting, resolution);
        if (refusal !== undefined) throw new CannotBeDone(refusal);
        const chosen = await load();
        for (const { id, kind } of await loadSteps(tx, conflictId)) {
          if (!kind.endsWith('_here') || chosen === undefined) continue;
          const refused = await doStep(chosen, id);
          if (refused !== undefined) throw new CannotBeDone(refused);
        }
      }),
    );
  } catch (error) {
    // Something changed between looking and doing: it is rolled back, and the conflict is left to people.
    if (!(error instanceof CannotBeDone)) throw error;
  }
}

function unitsOf(resolution: Resolution): string[] {
  if (resolution.kind === 'move') return resolution.moves.map(({ unitId }) => unitId);
  return resolution.kind === 'split' ? resolution.parts.map(({ unitId }) => unitId) : [];
}

function bookingsOf(resolution: Resolution): string[] {
  return resolution.kind === 'move' ? resolution.moves.map(({ bookingId }) => bookingId) : [];
}
