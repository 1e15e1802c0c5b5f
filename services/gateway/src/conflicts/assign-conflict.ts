import { Member } from '@roomnight/database/entities/member';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { isId } from '../input.ts';
import { askConflict } from './ask-conflict.ts';

/**
 * Says who takes care of a conflict: a member, or with null nobody any more.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {ConflictRefused}
 */
export async function assignConflict(
  app: Pick<App, 'temporal' | 'clock'>,
  session: Session,
  { conflictId, userId }: { conflictId: string; userId: string | null },
): Promise<{ conflictId: string }> {
  const isMember =
    userId === null || (isId(userId) && (await session.em.findOne(Member, { userId })) !== null);
  if (!isMember) throw new InvalidInput('userId', 'This organization has no such member.');
  return askConflict(app, session, conflictId, { action: 'assign', details: { userId } });
}
