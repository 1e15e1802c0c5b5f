import { defineEntity, p } from '@mikro-orm/core';

/** Nights of one booking that the feed would free, from the day they were looked at on. */
export interface QuarantinedRelease {
  bookingId: string;
  kind: 'stay' | 'block';
  nights: { checkIn: string; checkOut: string }[];
  /** A sentence for people. */
  why: string;
  /** What a person said of them already. */
  said?: 'free' | 'keep';
}

const schema = defineEntity({
  name: 'Quarantine',
  schema: 'sync',
  tableName: 'quarantines',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    isWholeFeed: p.boolean(),
    reason: p.text(),
    releases: p.json<QuarantinedRelease[]>(),
    revision: p.integer(),
    status: p.text().$type<'open' | 'accepted' | 'rejected' | 'recovered'>(),
    openedAt: p.datetime(),
    changedAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    decisionIds: p.array().columnTypes('uuid[]').$type<string[]>(),
  },
});

/** Nights that a feed would free, and that are kept until a person decides or the feed shows them again. */
export class Quarantine extends schema.class {}
schema.setClass(Quarantine);
