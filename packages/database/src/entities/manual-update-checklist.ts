import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ManualUpdateChecklist',
  schema: 'checklists',
  tableName: 'manual_update_checklists',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    status: p.text().$type<'open' | 'done'>(),
    openedAt: p.datetime(),
    remindAt: p.datetime(),
    remindersSent: p.integer(),
    revision: p.integer(),
    announcedRevision: p.integer(),
    completedAt: p.datetime().nullable(),
  },
});

/** The outstanding manual changes of one listing: at most one open checklist each. */
export class ManualUpdateChecklist extends schema.class {}
schema.setClass(ManualUpdateChecklist);
