import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ChecklistItem',
  schema: 'checklists',
  tableName: 'checklist_items',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    checklistId: p.uuid(),
    listingId: p.uuid(),
    action: p.text().$type<'close' | 'open'>(),
    checkIn: p.date(),
    checkOut: p.date(),
    status: p.text().$type<'open' | 'acknowledged' | 'withdrawn'>(),
    createdAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    closedBy: p.uuid().nullable(),
  },
});

/** One change to make by hand: close or open nights on that platform. */
export class ChecklistItem extends schema.class {}
schema.setClass(ChecklistItem);
