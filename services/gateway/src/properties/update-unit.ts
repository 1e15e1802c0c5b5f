import { LockMode } from '@mikro-orm/core';
import { Unit } from '@roomnight/database/entities/unit';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { checkedSleeps } from './sleeps.ts';

/** @throws {InvalidInput} @throws {NotFound} */
export function updateUnit(
  app: App,
  session: Session,
  input: { unitId: string; sleeps?: number | null | undefined },
): Promise<Unit> {
  const { unitId } = input;
  const sleeps = checkedSleeps(input.sleeps);
  return configure(app, session, async ({ em, record }) => {
    const unit = isId(unitId)
      ? await em.findOne(Unit, { id: unitId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
      : null;
    if (!unit) throw new NotFound('This organization has no such unit.');
    if (input.sleeps === undefined || unit.sleeps === sleeps) return unit;
    record({
      action: 'unit.changed',
      subjectKind: 'unit',
      subjectId: unit.id,
      reason: 'changed by a member',
      before: { sleeps: unit.sleeps },
      after: { sleeps },
    });
    unit.sleeps = sleeps;
    return unit;
  });
}
