import { AcknowledgedNights } from './entities/acknowledged-nights.ts';
import { Alert } from './entities/alert.ts';
import { AlertListing } from './entities/alert-listing.ts';
import { Notification } from './entities/notification.ts';
import { NotificationPreference } from './entities/notification-preference.ts';
import { ReadNotification } from './entities/read-notification.ts';
import { AppliedChangeSet } from './entities/applied-change-set.ts';
import { AuditRecord } from './entities/audit-record.ts';
import { AvailabilityLock } from './entities/availability-lock.ts';
import { Booking } from './entities/booking.ts';
import { BookingRequest } from './entities/booking-request.ts';
import { CancellationRequest } from './entities/cancellation-request.ts';
import { CalendarConflict } from './entities/calendar-conflict.ts';
import { ChangeSet } from './entities/change-set.ts';
import { ChecklistItem } from './entities/checklist-item.ts';
import { ConflictPreferences } from './entities/conflict-preferences.ts';
import { ConflictAction } from './entities/conflict-action.ts';
import { ConflictCase } from './entities/conflict-case.ts';
import { ConflictComment } from './entities/conflict-comment.ts';
import { ConflictRequest } from './entities/conflict-request.ts';
import { ConflictStep } from './entities/conflict-step.ts';
import { EventLogEntry } from './entities/event-log-entry.ts';
import { ExportBody } from './entities/export-body.ts';
import { ExportDestination } from './entities/export-destination.ts';
import { ExportFetch } from './entities/export-fetch.ts';
import { ExportToken } from './entities/export-token.ts';
import { ExportVersion } from './entities/export-version.ts';
import { Feed } from './entities/feed.ts';
import { FeedEvent } from './entities/feed-event.ts';
import { FeedExamination } from './entities/feed-examination.ts';
import { FeedExaminationRequest } from './entities/feed-examination-request.ts';
import { FeedSnapshot } from './entities/feed-snapshot.ts';
import { Guest } from './entities/guest.ts';
import { HoldRequest } from './entities/hold-request.ts';
import { IdempotencyKey } from './entities/idempotency-key.ts';
import { Listing } from './entities/listing.ts';
import { ListingCredentials } from './entities/listing-credentials.ts';
import { ManualUpdateChecklist } from './entities/manual-update-checklist.ts';
import { Member } from './entities/member.ts';
import { Mirror } from './entities/mirror.ts';
import { MirrorRequest } from './entities/mirror-request.ts';
import { MirrorWord } from './entities/mirror-word.ts';
import { NotificationDelivery } from './entities/notification-delivery.ts';
import { Organization } from './entities/organization.ts';
import { OtaPlatform } from './entities/ota-platform.ts';
import { OtaSyncLog } from './entities/ota-sync-log.ts';
import { Property } from './entities/property.ts';
import { RawBody } from './entities/raw-body.ts';
import { SyncRunDay } from './entities/sync-run-day.ts';
import { Quarantine } from './entities/quarantine.ts';
import { QuarantineDecision } from './entities/quarantine-decision.ts';
import { RecurringBlock } from './entities/recurring-block.ts';
import { RecurringBlockEndRequest } from './entities/recurring-block-end-request.ts';
import { RecurringBlockOccurrence } from './entities/recurring-block-occurrence.ts';
import { RecurringBlockRequest } from './entities/recurring-block-request.ts';
import { Unit } from './entities/unit.ts';
import { UnitCalendar } from './entities/unit-calendar.ts';
import { User } from './entities/user.ts';
import { Verification } from './entities/verification.ts';

/** Every table of the database as the object-relational mapper sees it. */
export const entities = [
  Organization,
  User,
  Member,
  OtaPlatform,
  Property,
  Unit,
  Listing,
  ListingCredentials,
  ExportToken,
  ExportBody,
  ExportVersion,
  ExportDestination,
  ExportFetch,
  BookingRequest,
  CancellationRequest,
  HoldRequest,
  MirrorRequest,
  ConflictRequest,
  ConflictComment,
  RecurringBlockRequest,
  RecurringBlockEndRequest,
  FeedExaminationRequest,
  UnitCalendar,
  Booking,
  Guest,
  AvailabilityLock,
  CalendarConflict,
  ConflictPreferences,
  ConflictCase,
  ConflictStep,
  ConflictAction,
  Mirror,
  MirrorWord,
  RecurringBlock,
  RecurringBlockOccurrence,
  AppliedChangeSet,
  IdempotencyKey,
  Feed,
  FeedSnapshot,
  FeedEvent,
  Quarantine,
  QuarantineDecision,
  Verification,
  ChangeSet,
  OtaSyncLog,
  SyncRunDay,
  RawBody,
  FeedExamination,
  ManualUpdateChecklist,
  ChecklistItem,
  AcknowledgedNights,
  NotificationDelivery,
  Alert,
  AlertListing,
  Notification,
  NotificationPreference,
  ReadNotification,
  EventLogEntry,
  AuditRecord,
];
