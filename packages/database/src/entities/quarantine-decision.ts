import { defineEntity, p } from '@mikro-orm/core';
import type { QuarantinedRelease } from './quarantine.ts';

const schema = defineEntity({
  name: 'QuarantineDecision',
  schema: 'gateway',
  tableName: 'quarantine_decisions',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    quarantineId: p.uuid(),
    revision: p.integer(),
    free: p.array().columnTypes('uuid[]').$type<string[]>(),
    shown: p.json<Pick<QuarantinedRelease, 'bookingId' | 'nights'>[]>(),
    reason: p.text(),
    decidedBy: p.uuid(),
    decidedAt: p.datetime(),
  },
});

/** What a person decided about a quarantine: the bookings to free; all others that were shown are kept. */
export class QuarantineDecision extends schema.class {}
schema.setClass(QuarantineDecision);
