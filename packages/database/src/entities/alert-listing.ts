import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AlertListing',
  schema: 'checklists',
  tableName: 'alert_listings',
  properties: {
    alertId: p.uuid().primary(),
    listingId: p.uuid().primary(),
    concern: p.text().primary(),
    organizationId: p.uuid(),
    since: p.datetime(),
    detail: p.text().nullable(),
    endedAt: p.datetime().nullable(),
    endedBecause: p.text().nullable(),
  },
});

/** A listing's part in an incident. */
export class AlertListing extends schema.class {}
schema.setClass(AlertListing);
