import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'UnitCalendar',
  schema: 'availability',
  tableName: 'unit_calendars',
  properties: {
    unitId: p.uuid().primary(),
    organizationId: p.uuid(),
    version: p.bigint('number'),
    changedAt: p.datetime(),
  },
});

/** The version of a unit's calendar; a unit without a row is at version 0. */
export class UnitCalendar extends schema.class {}
schema.setClass(UnitCalendar);
