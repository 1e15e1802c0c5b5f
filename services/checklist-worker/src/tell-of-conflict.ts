import type { ConflictMessageActivities } from '@roomnight/contracts/conflict';
import { FAILURES } from '@roomnight/contracts/failures';
import { withOrganization } from '@roomnight/database/tenant';
import { ApplicationFailure } from '@temporalio/common';
import { readConflict } from './data/conflict.ts';
import type { Dependencies } from './dependencies.ts';
import { notify } from './notify/notify.ts';
import { conflictWords } from './rules/conflict-mail.ts';

/**
 * Tells people of a conflict in the app and puts up the e-mails, once however often it is called. Owners and the
 * property's manager (every manager, where it has none) are told as they want to be; who takes care of it always, and of a
 * plain reminder they alone.
 *
 * @throws ApplicationFailure `NotFound`, not retryable
 */
export function tellOfConflict(
  { pool, clock, publicUrl }: Dependencies,
  { organizationId, conflictId, message }: Parameters<ConflictMessageActivities['tellOfConflict']>[0],
): Promise<void> {
  return withOrganization(pool, organizationId, async (tx) => {
    const conflict = await readConflict(tx, conflictId);
    if (conflict === undefined) {
      throw ApplicationFailure.nonRetryable(`there is no conflict ${conflictId}`, FAILURES.notFound);
    }
    const path = `/conflicts/${conflictId}`;
    const keyOf = (number: number): string => `conflict:${conflictId}:${number}`;
    const words = conflictWords(conflict, message, {
      link: new URL(path, publicUrl).href,
      follows: message.number === 1 ? undefined : keyOf(1),
    });
    const { assigneeId, managerId } = conflict;
    await notify(
      tx,
      {
        organizationId,
        kind: 'conflict',
        key: keyOf(message.number),
        ...words,
        path,
        policy: 'at_least_once',
        ...(managerId !== null && { managerId }),
        ...(assigneeId !== null && { assigneeId, onlyAssignee: message.moment === 'reminder' }),
      },
      clock(),
    );
  });
}
