import type { Session } from '../context.ts';

/** How many notifications of this organization the person has not seen. */
export async function countUnread({ em, viewer }: Session): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM checklists.notifications n
     WHERE n.organization_id = ? AND n.user_id = ? AND NOT EXISTS (
       SELECT FROM gateway.read_notifications r WHERE r.user_id = n.user_id AND r.notification_id = n.id)`,
    [viewer.organizationId, viewer.userId],
  );
  return row?.count ?? 0;
}
