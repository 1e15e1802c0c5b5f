import { randomUUID } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { Unit } from '@roomnight/database/entities/unit';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { checkMode } from './check-mode.ts';
import { exportUrl } from '../exports/export-url.ts';
import { sealImportUrl } from './import-url.ts';
import { newExportToken } from '../exports/new-export-token.ts';
import { tellFeed } from './tell-feed.ts';

interface Input {
  unitId: string;
  platformKey: string;
  mode?: Listing['mode'] | null | undefined;
  importUrl?: string | null | undefined;
}

/**
 * Creates a listing with its export, and tells Temporal to import its feed if it has one.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function createListing(
  app: App,
  session: Session,
  input: Input,
): Promise<{ listing: Listing; exportUrl: string }> {
  const { organizationId } = session.viewer;
  const id = randomUUID();
  const { listing, token } = await configure(app, session, async ({ em, now, record, announce }) => {
    const unit = isId(input.unitId) ? await em.findOne(Unit, { id: input.unitId }) : null;
    if (!unit) throw new NotFound('This organization has no such unit.');
    const platform = await em.findOne(OtaPlatform, { key: input.platformKey, isActive: true });
    if (!platform) throw new InvalidInput('platformKey', 'This organization uses no such platform.');
    await checkUnlisted(em, unit, platform);
    const mode = input.mode ?? platform.type;
    checkMode(platform, mode, input.importUrl);
    const created = em.create(Listing, {
      id,
      organizationId,
      unitId: unit.id,
      platformId: platform.id,
      mode,
      status: 'active',
      ...(input.importUrl ? sealImportUrl(app, id, input.importUrl) : {}),
      revision: 1,
      settings: {},
      createdAt: now,
      updatedAt: now,
    });
    await em.flush().catch((error: unknown) => {
      // Somebody else, or the same person's second click, was first.
      if (error instanceof UniqueConstraintViolationException) throw alreadyListed(unit, platform);
      throw error;
    });
    const issued = newExportToken(em, app.secrets, created, now);
    record({
      action: 'listing.created',
      subjectKind: 'listing',
      subjectId: id,
      reason: 'created by a member',
      after: { unitId: unit.id, platform: platform.key, mode, importUrl: created.importUrlHint ?? null },
    });
    announce({ type: 'ListingChanged', listingId: id, unitId: unit.id, propertyId: unit.propertyId });
    return { listing: created, token: issued };
  });
  await tellFeed(app, session, listing);
  return { listing, exportUrl: exportUrl(app.env.PUBLIC_URL, token) };
}

/** The unique index is the backstop; this is the sentence. */
async function checkUnlisted(em: EntityManager, unit: Unit, platform: OtaPlatform): Promise<void> {
  const taken = await em.count(Listing, {
    unitId: unit.id,
    platformId: platform.id,
    status: { $ne: 'deleted' },
  });
  if (taken > 0) throw alreadyListed(unit, platform);
}

function alreadyListed(unit: Unit, platform: OtaPlatform): InvalidInput {
  return new InvalidInput('platformKey', `${unit.name} is on ${platform.name} already.`);
}
