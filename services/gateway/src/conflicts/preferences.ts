import { ConflictPreferences } from '@roomnight/database/entities/conflict-preferences';
import { checkPreferences, defaultPreferences, type Preferences } from '@roomnight/resolutions/preferences';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';

/** What the organization wants of those who resolve its conflicts; as usual where it never said. */
export async function conflictPreferences({ em, viewer }: Session): Promise<Preferences> {
  const { organizationId } = viewer;
  const kept = await em.findOne(ConflictPreferences, { organizationId }, { refresh: true });
  return kept ? preferencesIn(kept) : defaultPreferences;
}

/**
 * Changes what is given, for all conflicts from now on.
 *
 * @throws {InvalidInput} naming every field at fault
 */
export function updateConflictPreferences(
  app: App,
  session: Session,
  given: { [Key in keyof Preferences]?: unknown },
): Promise<Preferences> {
  const { organizationId, userId } = session.viewer;
  return configure(app, session, async ({ em, now, record }) => {
    // Two at once: the second one changes what the first one left. There may be no row yet to lock.
    await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 26))', [organizationId]);
    const kept = await em.findOne(ConflictPreferences, { organizationId }, { refresh: true });
    const before = kept ? preferencesIn(kept) : defaultPreferences;
    const said = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
    const checked = checkPreferences({ ...before, ...Object.fromEntries(said) });
    if (!checked.ok) throw InvalidInput.of(checked.faults);
    const { preferences } = checked;
    const row = { organizationId, ...preferences, updatedAt: now, updatedBy: userId };
    if (kept) em.assign(kept, row);
    else em.create(ConflictPreferences, row);
    record({
      action: 'conflict-preferences.changed',
      subjectKind: 'organization',
      subjectId: organizationId,
      reason: 'changed by a member',
      before,
      after: preferences,
    });
    return preferences;
  });
}

function preferencesIn({
  winner,
  directPriority,
  neverMoveInHouse,
  automatic,
}: ConflictPreferences): Preferences {
  return { winner, directPriority, neverMoveInHouse, automatic };
}
