import { Foundations } from './migrations/m0001-foundations.ts';
import { Log } from './migrations/m0002-log.ts';
import { Auth } from './migrations/m0003-auth.ts';
import { Gateway } from './migrations/m0004-gateway.ts';
import { Availability } from './migrations/m0005-availability.ts';
import { Sync } from './migrations/m0006-sync.ts';
import { Checklists } from './migrations/m0007-checklists.ts';
import { ExportLookUp } from './migrations/m0008-export-look-up.ts';
import { Settings } from './migrations/m0009-settings.ts';
import { Quarantines } from './migrations/m0010-quarantines.ts';
import { Mirrors } from './migrations/m0011-mirrors.ts';
import { Exports } from './migrations/m0012-exports.ts';
import { SyncLogs } from './migrations/m0013-sync-logs.ts';
import { Alerts } from './migrations/m0014-alerts.ts';
import { Credentials } from './migrations/m0015-credentials.ts';
import { FeedExaminations } from './migrations/m0016-feed-examinations.ts';
import { Claims } from './migrations/m0017-claims.ts';
import { RecurringBlocks } from './migrations/m0018-recurring-blocks.ts';
import { History } from './migrations/m0019-history.ts';
import { ConflictKinds } from './migrations/m0020-conflict-kinds.ts';
import { Pools } from './migrations/m0021-pools.ts';
import { ConflictPreferences } from './migrations/m0022-conflict-preferences.ts';
import { ConflictCases } from './migrations/m0023-conflict-cases.ts';
import { BookingValue } from './migrations/m0024-booking-value.ts';
import { PropertyManagers } from './migrations/m0025-property-managers.ts';
import { LeavesAtOnce } from './migrations/m0026-leaves-at-once.ts';
import { WallUnknownToPlans } from './migrations/m0027-wall-unknown-to-plans.ts';

/** Every migration, in order. A migration that has shipped is never edited: add the next one. */
export const migrations = [
  Foundations,
  Log,
  Auth,
  Gateway,
  Availability,
  Sync,
  Checklists,
  ExportLookUp,
  Settings,
  Quarantines,
  Mirrors,
  Exports,
  SyncLogs,
  Alerts,
  Credentials,
  FeedExaminations,
  Claims,
  RecurringBlocks,
  History,
  ConflictKinds,
  Pools,
  ConflictPreferences,
  ConflictCases,
  BookingValue,
  PropertyManagers,
  LeavesAtOnce,
  WallUnknownToPlans,
];
