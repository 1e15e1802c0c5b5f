import { notificationKinds, usualChannels, type NotificationKind } from '@roomnight/contracts/notification';
import { NotificationPreference } from '@roomnight/database/entities/notification-preference';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';

/** How a person is told of one kind of thing. */
export interface Preference extends Pick<NotificationKind, 'kind' | 'label' | 'about'> {
  inApp: boolean;
  byEmail: boolean;
  /** They never said how: what is usual for their role holds. */
  isUsual: boolean;
}

export async function preferencesOf({ em, viewer }: Session): Promise<Preference[]> {
  const { organizationId, userId, role } = viewer;
  const rows = await em.find(NotificationPreference, { organizationId, userId }, { refresh: true });
  const own = new Map(rows.map((row) => [row.kind, row]));
  return notificationKinds.map(({ kind, label, about }) => {
    const row = own.get(kind);
    const { inApp, byEmail } = row ?? usualChannels(kind, role);
    return { kind, label, about, inApp, byEmail, isUsual: row === undefined };
  });
}

/**
 * Keeps how the viewer wants to be told of a kind of thing from now on.
 *
 * @throws {InvalidInput}
 */
export async function setPreference(
  { clock }: Pick<App, 'clock'>,
  session: Session,
  { kind, inApp, byEmail }: { kind: string; inApp: boolean; byEmail: boolean },
): Promise<Preference> {
  if (!notificationKinds.some((known) => known.kind === kind)) {
    throw new InvalidInput('kind', 'There is no such kind of notification.');
  }
  const { em, viewer } = session;
  const { organizationId, userId } = viewer;
  await em.upsert(NotificationPreference, {
    organizationId,
    userId,
    kind,
    inApp,
    byEmail,
    updatedAt: clock(),
  });
  const kept = (await preferencesOf(session)).find((preference) => preference.kind === kind);
  if (kept === undefined) throw new Error(`the preference for ${kind} is not there`);
  return kept;
}
