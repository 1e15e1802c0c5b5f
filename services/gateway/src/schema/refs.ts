import { Booking } from '@roomnight/database/entities/booking';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { ChecklistItem } from '@roomnight/database/entities/checklist-item';
import { Listing } from '@roomnight/database/entities/listing';
import { ManualUpdateChecklist } from '@roomnight/database/entities/manual-update-checklist';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { OtaSyncLog } from '@roomnight/database/entities/ota-sync-log';
import { Property } from '@roomnight/database/entities/property';
import { RecurringBlock } from '@roomnight/database/entities/recurring-block';
import { Unit } from '@roomnight/database/entities/unit';
import { builder } from './builder.ts';
import { byId } from './load.ts';

// Everything that is found by its id, apart from its fields, so that two nouns can name each other.

export const PropertyRef = builder.loadableObjectRef(
  'Property',
  byId((em, ids) => em.find(Property, { id: ids })),
);

export const UnitRef = builder.loadableObjectRef(
  'Unit',
  byId((em, ids) => em.find(Unit, { id: ids })),
);

export const ListingRef = builder.loadableObjectRef(
  'Listing',
  byId((em, ids) => em.find(Listing, { id: ids })),
);

export const OtaPlatformRef = builder.loadableObjectRef(
  'OTAPlatform',
  byId((em, ids) => em.find(OtaPlatform, { id: ids })),
);

export const SyncRunRef = builder.loadableObjectRef(
  'SyncRun',
  byId((em, ids) => em.find(OtaSyncLog, { id: ids })),
);

export const BookingRef = builder.loadableObjectRef(
  'Booking',
  byId((em, ids) => em.find(Booking, { id: ids })),
);

export const RecurringBlockRef = builder.loadableObjectRef(
  'RecurringBlock',
  byId((em, ids) => em.find(RecurringBlock, { id: ids })),
);

export const ConflictRef = builder.loadableObjectRef(
  'CalendarConflict',
  byId((em, ids) => em.find(CalendarConflict, { id: ids })),
);

export const ChecklistItemRef = builder.loadableObjectRef(
  'ChecklistItem',
  byId((em, ids) => em.find(ChecklistItem, { id: ids })),
);

export const ChecklistRef = builder.loadableObjectRef(
  'Checklist',
  byId((em, ids) => em.find(ManualUpdateChecklist, { id: ids })),
);
