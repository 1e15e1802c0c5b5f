import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Verification',
  schema: 'sync',
  tableName: 'verifications',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    verifiedAt: p.datetime(),
    openNights: p.text().columnTypes('datemultirange'),
    tickedNights: p.text().columnTypes('datemultirange'),
    unknownNights: p.text().columnTypes('datemultirange'),
  },
});

/** A platform kept by hand, compared with its own feed. */
export class Verification extends schema.class {}
schema.setClass(Verification);
