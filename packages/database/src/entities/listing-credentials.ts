import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ListingCredentials',
  schema: 'gateway',
  tableName: 'listing_credentials',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    sealed: p.blob().lazy(),
    signInHint: p.text(),
    setBy: p.uuid(),
    setAt: p.datetime(),
  },
});

/** What a person signs in to a listing's platform with: sealed, loaded only when asked for. */
export class ListingCredentials extends schema.class {}
schema.setClass(ListingCredentials);
