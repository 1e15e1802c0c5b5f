import { ManualUpdateChecklist } from '@roomnight/database/entities/manual-update-checklist';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { Forbidden, NotFound } from '../failures.ts';
import { lockListing } from '../listings/find-listing.ts';
import { readCredentials } from './change-credentials.ts';
import { type Credentials, openCredentials } from './sealed-credentials.ts';
import { maySeeCredentials } from './who-may.ts';

/**
 * Opens a listing's sign-in details for who may see them, and writes down who saw them, in the same transaction: nothing
 * is shown that is not written down.
 *
 * @throws {NotFound} @throws {Forbidden}
 */
export function revealCredentials(app: App, session: Session, listingId: string): Promise<Credentials> {
  return configure(app, session, async ({ em, record }) => {
    const listing = await lockListing(em, listingId);
    const open = await em.count(ManualUpdateChecklist, { listingId: listing.id, status: 'open' });
    if (!maySeeCredentials(session.viewer.role, open > 0)) {
      throw new Forbidden('Staff see sign-in details while the listing’s checklist is open.');
    }
    const kept = await readCredentials(em, listing.id);
    if (!kept) throw new NotFound('No sign-in details are kept for this listing.');
    record({
      action: 'listing.credentials-revealed',
      subjectKind: 'listing',
      subjectId: listing.id,
      reason: open > 0 ? 'asked for while its checklist is open' : 'asked for by a member',
    });
    return openCredentials(app.secrets, listing.id, kept.sealed);
  });
}
