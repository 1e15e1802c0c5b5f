import type { EntityManager } from '@mikro-orm/postgresql';
import type { Listing } from '@roomnight/database/entities/listing';
import { ListingCredentials } from '@roomnight/database/entities/listing-credentials';
import { Unit } from '@roomnight/database/entities/unit';
import { type Change, configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { optionalText } from '../input.ts';
import { lockListing } from '../listings/find-listing.ts';
import { type Credentials, noCredentials, openCredentials, sealCredentials } from './sealed-credentials.ts';

type Input = { listingId: string } & { [Field in keyof Credentials]?: string | null | undefined };

const longest: Record<keyof Credentials, number> = {
  extranetId: 100,
  signInName: 200,
  password: 500,
  note: 2000,
};

/**
 * Keeps what a person signs in to a listing's platform with: only what is given changes, and null takes it away.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export function setCredentials(app: App, session: Session, input: Input): Promise<Listing> {
  return configure(app, session, async (change) => {
    const { em, now, record } = change;
    const listing = await lockListing(em, input.listingId);
    const kept = await readCredentials(em, listing.id);
    const before = kept ? openCredentials(app.secrets, listing.id, kept.sealed) : noCredentials;
    const after = merged(before, input);
    if (Object.values(after).every((value) => value === null)) {
      throw new InvalidInput('signInName', 'Give at least one of them, or clear them all.');
    }
    await em.upsert(ListingCredentials, {
      listingId: listing.id,
      organizationId: listing.organizationId,
      sealed: sealCredentials(app.secrets, listing.id, after),
      signInHint: after.signInName?.slice(0, 1) ?? '',
      setBy: session.viewer.userId,
      setAt: now,
    });
    record({
      action: 'listing.credentials-set',
      subjectKind: 'listing',
      subjectId: listing.id,
      reason: 'entered by an owner',
      before: namesOf(before),
      after: namesOf(after),
    });
    await announce(change, listing);
    return listing;
  });
}

/**
 * Forgets them. Harmless when there are none.
 *
 * @throws {NotFound}
 */
export function clearCredentials(app: App, session: Session, listingId: string): Promise<Listing> {
  return configure(app, session, async (change) => {
    const { em, record } = change;
    const listing = await lockListing(em, listingId);
    if ((await em.nativeDelete(ListingCredentials, { listingId: listing.id })) > 0) {
      record({
        action: 'listing.credentials-cleared',
        subjectKind: 'listing',
        subjectId: listing.id,
        reason: 'cleared by an owner',
      });
      await announce(change, listing);
    }
    return listing;
  });
}

export function readCredentials(em: EntityManager, listingId: string): Promise<ListingCredentials | null> {
  return em.findOne(ListingCredentials, { listingId }, { populate: ['sealed'], refresh: true });
}

function merged(before: Credentials, input: Input): Credentials {
  const text = (field: keyof Credentials): string | null =>
    input[field] === undefined ? before[field] : optionalText(field, input[field], longest[field]);
  return {
    extranetId: text('extranetId'),
    signInName: text('signInName'),
    // Blanks around a password may be part of it.
    password: input.password === undefined ? before.password : passwordOf(input.password),
    note: text('note'),
  };
}

function passwordOf(given: string | null): string | null {
  return optionalText('password', given, longest.password) === null ? null : given;
}

/** Which of them are known: what the audit may hold. */
function namesOf(credentials: Credentials): { known: string[] } {
  return { known: Object.entries(credentials).flatMap(([name, value]) => (value === null ? [] : [name])) };
}

async function announce({ em, announce: tell }: Change, { id, unitId }: Listing): Promise<void> {
  const { propertyId } = await em.findOneOrFail(Unit, { id: unitId });
  tell({ type: 'ListingChanged', listingId: id, unitId, propertyId });
}
