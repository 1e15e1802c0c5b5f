import { logEvents } from '@roomnight/database/event-log';
import { transactionOf } from '@roomnight/database/statement';
import type { App, Session } from '../context.ts';
import { isId } from '../input.ts';

/**
 * Notes that the viewer has seen these notifications, or all of theirs; their other windows are told. Those of other
 * people are not theirs to mark, and are left alone.
 */
export function markRead(
  { clock }: Pick<App, 'clock'>,
  { em: outer, viewer }: Session,
  ids: readonly string[] | undefined,
): Promise<void> {
  const { organizationId, userId } = viewer;
  return outer.transactional(async (em) => {
    const now = clock();
    const tx = transactionOf(em);
    await tx.query({
      text: `INSERT INTO gateway.read_notifications (organization_id, user_id, notification_id, read_at)
             SELECT organization_id, user_id, id, $3 FROM checklists.notifications
             WHERE organization_id = $1 AND user_id = $2 AND ($4::uuid[] IS NULL OR id = ANY ($4::uuid[]))
             ON CONFLICT DO NOTHING`,
      values: [organizationId, userId, now, ids?.filter(isId) ?? null],
    });
    await logEvents(tx, [{ organizationId, type: 'NotificationsChanged', occurredAt: now }]);
  });
}
