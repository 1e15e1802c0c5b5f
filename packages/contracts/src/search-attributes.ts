import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What ops filter by in Temporal UI. All are keywords; ids are UUIDs. */
export const searchAttributes = {
  organization: defineSearchAttributeKey('roomnightOrganization', SearchAttributeType.KEYWORD),
  property: defineSearchAttributeKey('roomnightProperty', SearchAttributeType.KEYWORD),
  platform: defineSearchAttributeKey('roomnightPlatform', SearchAttributeType.KEYWORD),
  /** FeedSync: new, healthy, late, failing or suspect. Booking and Checklist: their own states. */
  state: defineSearchAttributeKey('roomnightState', SearchAttributeType.KEYWORD),
};
