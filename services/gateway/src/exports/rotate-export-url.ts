import { addHours } from 'date-fns/addHours';
import { Unit } from '@roomnight/database/entities/unit';
import type { Listing } from '@roomnight/database/entities/listing';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { lockListing } from '../listings/find-listing.ts';
import { endExportTokens } from './end-export-tokens.ts';
import { exportUrl } from './export-url.ts';
import { newExportToken } from './new-export-token.ts';

const LONGEST_GRACE_HOURS = 30 * 24;

/**
 * Gives a listing's export another address. The old one goes on being answered for `graceHours`, so that the new one can
 * be pasted into the platform before it stops.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function rotateExportUrl(
  app: App,
  session: Session,
  { listingId, graceHours }: { listingId: string; graceHours: number },
): Promise<{ listing: Listing; exportUrl: string }> {
  if (graceHours < 0 || graceHours > LONGEST_GRACE_HOURS) {
    throw new InvalidInput('graceHours', `Between 0 and ${LONGEST_GRACE_HOURS} hours.`);
  }
  return configure(app, session, async ({ em, now, record, announce }) => {
    const listing = await lockListing(em, listingId);
    await endExportTokens(em, listing.id, addHours(now, graceHours));
    const token = newExportToken(em, app.secrets, listing, now);
    record({
      action: 'listing.export-url-rotated',
      subjectKind: 'listing',
      subjectId: listing.id,
      reason: 'asked for by a member',
      after: { graceHours },
    });
    const { propertyId } = await em.findOneOrFail(Unit, { id: listing.unitId });
    announce({ type: 'ListingChanged', listingId: listing.id, unitId: listing.unitId, propertyId });
    return { listing, exportUrl: exportUrl(app.env.PUBLIC_URL, token) };
  });
}
