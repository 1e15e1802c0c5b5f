import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AcknowledgedNights',
  schema: 'checklists',
  tableName: 'acknowledged_nights',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    nights: p.text().columnTypes('datemultirange'),
    updatedAt: p.datetime(),
  },
});

/** The nights a person confirmed to be closed on that platform. */
export class AcknowledgedNights extends schema.class {}
schema.setClass(AcknowledgedNights);
