import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'FeedEvent',
  schema: 'sync',
  tableName: 'feed_events',
  properties: {
    listingId: p.uuid().primary(),
    position: p.integer().primary(),
    organizationId: p.uuid(),
    checkIn: p.text().columnTypes('date'),
    checkOut: p.text().columnTypes('date'),
    class: p
      .text()
      .$type<
        | 'stay'
        | 'tentative'
        | 'block'
        | 'closed'
        | 'settings'
        | 'own_echo'
        | 'mirror'
        | 'cancelled'
        | 'transparent'
      >(),
    isImported: p.boolean(),
    reason: p.text(),
    line: p.integer(),
  },
});

/** What one event of a feed was taken for, and why. */
export class FeedEvent extends schema.class {}
schema.setClass(FeedEvent);
