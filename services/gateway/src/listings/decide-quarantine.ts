import { randomUUID } from 'node:crypto';
import type { Listing } from '@roomnight/database/entities/listing';
import { Quarantine } from '@roomnight/database/entities/quarantine';
import { QuarantineDecision } from '@roomnight/database/entities/quarantine-decision';
import { Unit } from '@roomnight/database/entities/unit';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound, QuarantineChanged } from '../failures.ts';
import { isId, requiredText } from '../input.ts';
import { lockListing } from './find-listing.ts';
import { tellFeed } from './tell-feed.ts';

interface Input {
  quarantineId: string;
  revision: number;
  free: readonly string[];
  reason: string;
}

/**
 * Stores what a person decided about a quarantine, and lets its feed be polled at once: that poll frees what is to be
 * freed and is not in the feed. The decision is on the nights as they were shown, and on no others.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {QuarantineChanged}
 */
export async function decideQuarantine(app: App, session: Session, input: Input): Promise<Quarantine> {
  const reason = requiredText('reason', input.reason, 300);
  const { em: outer, viewer } = session;
  const found = isId(input.quarantineId) ? await outer.findOne(Quarantine, { id: input.quarantineId }) : null;
  if (!found) throw new NotFound('This organization has no such quarantine.');
  const { listing, quarantine } = await configure(app, session, async ({ em, now, record, announce }) => {
    const changing: Listing = await lockListing(em, found.listingId);
    const current = await em.findOneOrFail(Quarantine, { id: found.id }, { refresh: true });
    const { listingId, revision, releases } = current;
    const isDecided = (await em.count(QuarantineDecision, { quarantineId: current.id, revision })) > 0;
    if (current.closedAt || isDecided || revision !== input.revision) throw new QuarantineChanged(current);
    const free = [...new Set(input.free)];
    const known = new Set(releases.map(({ bookingId }) => bookingId));
    if (free.some((bookingId) => !known.has(bookingId)))
      throw new InvalidInput('free', 'One of these bookings is not in this quarantine.');
    em.create(QuarantineDecision, {
      id: randomUUID(),
      organizationId: viewer.organizationId,
      listingId,
      quarantineId: current.id,
      revision,
      free,
      shown: releases.map(({ bookingId, nights }) => ({ bookingId, nights })),
      reason,
      decidedBy: viewer.userId,
      decidedAt: now,
    });
    // What a running import must notice: it polls at once, and reads the feed whole.
    changing.revision += 1;
    record({
      action: free.length > 0 ? 'quarantine.accepted' : 'quarantine.rejected',
      subjectKind: 'quarantine',
      subjectId: current.id,
      reason: 'decided by a member',
      before: { releases: releases.map(({ bookingId, nights }) => ({ bookingId, nights })) },
      after: { free, keep: [...known].filter((bookingId) => !free.includes(bookingId)) },
    });
    const { propertyId } = await em.findOneOrFail(Unit, { id: changing.unitId });
    announce({ type: 'QuarantineChanged', listingId, unitId: changing.unitId, propertyId });
    return { listing: changing, quarantine: current };
  });
  await tellFeed(app, session, listing);
  return quarantine;
}
