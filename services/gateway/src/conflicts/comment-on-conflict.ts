import { randomUUID } from 'node:crypto';
import { ConflictComment } from '@roomnight/database/entities/conflict-comment';
import { logEvents } from '@roomnight/database/event-log';
import { transactionOf } from '@roomnight/database/statement';
import type { App, Session } from '../context.ts';
import { requiredText } from '../input.ts';
import { requireConflict } from './ask-conflict.ts';

/**
 * Says something of a conflict to the others. It may name a guest, so it stays a row that can be erased and never
 * enters audit, log or Temporal.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function commentOnConflict(
  { clock }: Pick<App, 'clock'>,
  session: Session,
  { conflictId, text }: { conflictId: string; text: string },
): Promise<{ conflictId: string }> {
  const { em, viewer } = session;
  const said = requiredText('text', text, 2000);
  const { propertyId, unitId } = await requireConflict(session, conflictId);
  const { organizationId } = viewer;
  const now = clock();
  await em.transactional(async (tx) => {
    await tx.insert(ConflictComment, {
      id: randomUUID(),
      organizationId,
      conflictId,
      authorId: viewer.userId,
      text: said,
      writtenAt: now,
    });
    await logEvents(transactionOf(tx), [
      { organizationId, type: 'ConflictChanged', occurredAt: now, propertyId, unitId, conflictId },
    ]);
  });
  return { conflictId };
}
