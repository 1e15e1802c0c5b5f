import { ExportToken } from '@roomnight/database/entities/export-token';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { NotFound } from '../failures.ts';
import { exportUrl } from './export-url.ts';
import { lockListing } from '../listings/find-listing.ts';

/**
 * Opens the sealed address of a listing's export, and writes down who saw it.
 *
 * @throws {NotFound}
 */
export async function revealExportUrl(app: App, session: Session, listingId: string): Promise<string> {
  return configure(app, session, async ({ em, record }) => {
    const listing = await lockListing(em, listingId);
    const token = await em.findOne(
      ExportToken,
      { listingId: listing.id, expiresAt: null },
      { orderBy: { createdAt: 'desc' }, populate: ['tokenEncrypted'] },
    );
    if (!token) throw new NotFound('This listing’s export has no address: make a new one.');
    record({
      action: 'listing.export-url-revealed',
      subjectKind: 'listing',
      subjectId: listing.id,
      reason: 'asked for by a member',
    });
    return exportUrl(app.env.PUBLIC_URL, app.secrets.open(Buffer.from(token.tokenEncrypted), listing.id));
  });
}
