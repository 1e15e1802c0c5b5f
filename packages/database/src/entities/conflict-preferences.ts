import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ConflictPreferences',
  schema: 'gateway',
  tableName: 'conflict_preferences',
  properties: {
    organizationId: p.uuid().primary(),
    winner: p.text().$type<'first_booked' | 'platform_order' | 'highest_value'>(),
    directPriority: p.integer(),
    neverMoveInHouse: p.boolean(),
    automatic: p.array().$type<('same_booking' | 'release_block' | 'move_in_property')[]>(),
    updatedAt: p.datetime(),
    updatedBy: p.uuid(),
  },
});

/** What an organization wants of those who resolve its conflicts. */
export class ConflictPreferences extends schema.class {}
schema.setClass(ConflictPreferences);
