import {
  isSyncErrorClass,
  SYNC_ERRORS,
  type SyncErrorClass as SyncError,
} from '@roomnight/contracts/sync-error';
import type { FeedHealth as StoredHealth } from '@roomnight/contracts/feed-sync';
import type { ExposureState as Exposed } from '@roomnight/database/exposures/exposure-state';
import type { EventType } from '@roomnight/database/event-log';
import type { EventClass } from '@roomnight/platforms/feed';
import type { Role as StoredRole } from '../context.ts';
import { platformTones, type PlatformTone as Tone } from '@roomnight/platforms/look';
import type { SettingField } from '@roomnight/platforms/setting-fields';
import type { SettingSource as Source } from '@roomnight/platforms/settings';
import { builder } from './builder.ts';

/** An enum whose GraphQL names are the stored words in capitals: `BookingCreated` becomes `BOOKING_CREATED`. */
export function storedEnum<T extends string>(name: string, description: string, values: [T, string][]) {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      values.map(([value, about]) => [
        value.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase(),
        { value, description: about },
      ]),
    ),
  });
}

export const PlatformType = storedEnum<'ical' | 'manual'>(
  'PlatformType',
  'How a kind of OTA is kept right.',
  [
    ['ical', 'By calendar feeds, both ways.'],
    ['manual', 'By a person who follows a checklist.'],
  ],
);

export const ListingMode = storedEnum<'ical' | 'manual' | 'manual_verified'>(
  'ListingMode',
  'How one listing is kept right.',
  [
    ['ical', 'By calendar feeds, both ways.'],
    ['manual', 'By a person who follows a checklist.'],
    [
      'manual_verified',
      'By a person who follows a checklist; its feed is read only to verify what was done.',
    ],
  ],
);

export const PlatformTone = storedEnum<Tone>(
  'PlatformTone',
  'The colour of a platform; letters and words say the same.',
  platformTones.map((tone) => [tone, `The colour ${tone}.`]),
);

export const SettingSource = storedEnum<Source>('SettingSource', 'Where the value of a setting comes from.', [
  ['platform', 'It is what is usual for the platform.'],
  ['organization', 'The organization says so for all its listings on the platform.'],
  ['listing', 'The listing says so for itself.'],
]);

export const SettingConcern = storedEnum<SettingField['concerns']>(
  'SettingConcern',
  'What a setting matters to.',
  [
    ['import', 'Reading the platform’s feed.'],
    ['export', 'What the platform reads from us.'],
    ['conflicts', 'Deciding between two bookings.'],
  ],
);

export const ClosingKind = storedEnum<'status' | 'count' | 'block'>(
  'ClosingKind',
  'How a night is closed on a platform by hand.',
  [
    ['status', 'The room is set to closed.'],
    ['count', 'The number of rooms to sell is lowered.'],
    ['block', 'A block is laid over the dates.'],
  ],
);

export const ListingStatus = storedEnum<'active' | 'paused' | 'deleted'>(
  'ListingStatus',
  'Whether a listing takes part.',
  [
    ['active', 'Its feed is polled, its export is served.'],
    ['paused', 'Its feed is not polled; its export is served.'],
    ['deleted', 'It is no more.'],
  ],
);

export const SyncStatus = storedEnum<'success' | 'failed' | 'pending'>(
  'SyncStatus',
  'What the last sync of a listing came to.',
  [
    ['success', 'The last poll was good.'],
    ['failed', 'The feed cannot be read or believed; no night was released for that.'],
    ['pending', 'There was no poll yet, or there is none to be.'],
  ],
);

export type Health = StoredHealth | 'paused';

export const FeedHealth = storedEnum<Health>('FeedHealth', 'The state of a listing’s feed.', [
  ['new', 'It was not polled yet.'],
  ['healthy', 'Its last polls were good.'],
  ['late', 'There was no good poll for longer than its interval allows.'],
  ['failing', 'Its polls fail.'],
  [
    'suspect',
    'It answers what cannot be believed: nothing is released until it recovers or a person decides.',
  ],
  ['paused', 'A person paused it.'],
]);

export const BookingKind = storedEnum<'stay' | 'block'>('BookingKind', 'What holds nights.', [
  ['stay', 'A guest.'],
  ['block', 'The owner, who closed them.'],
]);

export const BookingSource = storedEnum<'import' | 'direct'>('BookingSource', 'Where a booking comes from.', [
  ['import', 'A platform’s feed.'],
  ['direct', 'A person here.'],
]);

export const BookingStatus = storedEnum<'active' | 'cancelled'>(
  'BookingStatus',
  'Whether a booking still wants its nights.',
  [
    ['active', 'It does.'],
    ['cancelled', 'It does not.'],
  ],
);

export const MirrorSign = storedEnum<'uid' | 'nights' | 'person'>(
  'MirrorSign',
  'How it is known that a booking shows another one again.',
  [
    ['uid', 'Both feeds call it by the same UID.'],
    ['nights', 'It is a block with exactly the nights of what another platform sold.'],
    ['person', 'A person said so.'],
  ],
);

export const AuthorKind = storedEnum<'person' | 'api_key' | 'feed' | 'service'>(
  'AuthorKind',
  'What kind of somebody changed a calendar.',
  [
    ['person', 'A member of the organization.'],
    ['api_key', 'A program with an API key.'],
    ['feed', 'A poll of a listing’s feed.'],
    ['service', 'Roomnight by itself.'],
  ],
);

export const ConflictSeverity = storedEnum<'low' | 'medium' | 'high'>(
  'ConflictSeverity',
  'How much a conflict hurts.',
  [
    ['low', 'A block is concerned, or there is much time.'],
    ['medium', 'It needs a decision soon.'],
    ['high', 'Two guests may stand at the same door soon.'],
  ],
);

export const AlertSeverity = storedEnum<'low' | 'medium' | 'high'>(
  'AlertSeverity',
  'How much an alert hurts.',
  [
    ['low', 'It is good to know.'],
    ['medium', 'A night can be sold twice if it lasts.'],
    ['high', 'A person should look now.'],
  ],
);

export const AlertStatus = storedEnum<'open' | 'closed'>('AlertStatus', 'Whether an alert is over.', [
  ['open', 'It is not.'],
  ['closed', 'It is.'],
]);

export const ConflictStatus = storedEnum<'detected' | 'resolving' | 'resolved'>(
  'ConflictStatus',
  'How far a conflict has come.',
  [
    ['detected', 'Nobody took it up yet.'],
    ['resolving', 'Somebody is at it.'],
    ['resolved', 'It is over.'],
  ],
);

export const Role = storedEnum<StoredRole>('Role', 'What a member of an organization may do.', [
  ['owner', 'Everything.'],
  ['manager', 'Everything but the organization itself.'],
  ['staff', 'The daily work: bookings, blocks, checklists, sync now.'],
]);

export const SyncOutcome = storedEnum<
  'changed' | 'unchanged' | 'failed' | 'suspect' | 'postponed' | 'stopped'
>('SyncOutcome', 'What a poll of a feed came to.', [
  ['changed', 'The calendar changed.'],
  ['unchanged', 'Nothing changed.'],
  ['failed', 'The feed could not be read; nothing was released.'],
  ['suspect', 'What it said cannot be believed; nothing was released.'],
  ['postponed', 'Nothing was fetched: the server asked to wait, or has many feeds to answer just now.'],
  ['stopped', 'The listing is not polled: it is paused, deleted, or has no import URL.'],
]);

export const SyncErrorClass = storedEnum<SyncError>(
  'SyncErrorClass',
  'Why a poll brought nothing that can be believed.',
  Object.entries(SYNC_ERRORS).flatMap(([key, about]): [SyncError, string][] =>
    isSyncErrorClass(key) ? [[key, about]] : [],
  ),
);

export const ChecklistStatus = storedEnum<'open' | 'done'>('ChecklistStatus', 'Whether work is left.', [
  ['open', 'Something is left to do.'],
  ['done', 'Nothing is left to do.'],
]);

export const ChecklistItemAction = storedEnum<'close' | 'open'>(
  'ChecklistItemAction',
  'What to do with the nights on the platform.',
  [
    ['close', 'Close them: they are taken here.'],
    ['open', 'Open them: they are free here.'],
  ],
);

export const ChecklistItemStatus = storedEnum<'open' | 'acknowledged' | 'withdrawn'>(
  'ChecklistItemStatus',
  'How far an item has come.',
  [
    ['open', 'It is to be done.'],
    ['acknowledged', 'A person did it.'],
    ['withdrawn', 'It is no longer needed.'],
  ],
);

export const CalendarEventType = storedEnum<EventType>('CalendarEventType', 'What happened.', [
  ['BookingCreated', 'A booking or block came to be.'],
  ['BookingChanged', 'A booking or block moved or changed.'],
  ['BookingCancelled', 'A booking or block was cancelled.'],
  ['CalendarChanged', 'The held nights of a unit changed.'],
  ['ConflictDetected', 'Two bookings want the same nights.'],
  ['ConflictChanged', 'A conflict changed its nights, severity or status.'],
  ['ConflictResolved', 'A conflict is over.'],
  ['ListingChanged', 'A listing was created, set up anew, paused, resumed or deleted.'],
  ['PlatformChanged', 'A platform of the organization, or its settings for all listings there, changed.'],
  ['SyncCompleted', 'A poll changed something, or changed the health of a feed.'],
  ['QuarantineChanged', 'What a feed would free, and what was decided of it, changed.'],
  ['ExportFetched', 'Somebody fetched an export.'],
  ['ChecklistChanged', 'Items of a checklist came, went or were done.'],
  ['AlertOpened', 'Something is wrong: an alert opened.'],
  ['AlertChanged', 'An open alert concerns other listings now.'],
  ['AlertClosed', 'An alert is over.'],
  ['NotificationsChanged', 'Somebody was told something, or has read it.'],
]);

export const ExposureState = storedEnum<Exposed>('ExposureState', 'What will end an exposure.', [
  ['waiting', 'The platform’s next fetch, which is not due yet.'],
  ['overdue', 'The platform’s next fetch, which is later than usual.'],
  ['never_fetched', 'Its first fetch: the address was never pasted there, or is not yet fetched.'],
  ['no_address', 'Another address: the one it has is no longer answered.'],
  ['by_hand', 'The person who closes the nights there and ticks the checklist.'],
]);
export const QuarantineStatus = storedEnum<'open' | 'accepted' | 'rejected' | 'recovered'>(
  'QuarantineStatus',
  'How far a quarantine has come.',
  [
    ['open', 'A person is to decide.'],
    ['accepted', 'A person decided to free nights: done, or to be done as soon as the feed can be believed.'],
    ['rejected', 'A person decided that everything still holds.'],
    ['recovered', 'The feed showed everything again, or it is over.'],
  ],
);

export const QuarantineWord = storedEnum<'free' | 'keep'>('QuarantineWord', 'What a person decided.', [
  ['free', 'Free the nights, unless the feed shows them again.'],
  ['keep', 'They still hold.'],
]);

export const FeedEventClass = storedEnum<EventClass>(
  'FeedEventClass',
  'What an event of a feed was taken for.',
  [
    ['stay', 'Somebody booked these nights.'],
    ['tentative', 'A request the platform holds nights for.'],
    ['block', 'The owner closed them.'],
    ['closed', 'Taken, but the platform does not tell a stay from a closure.'],
    ['settings', 'Made by a setting of the listing.'],
    ['own_echo', 'The platform shows what it imported from us.'],
    ['mirror', 'Another event, or another feed, shows the same booking.'],
    ['cancelled', 'The feed says that it is cancelled.'],
    ['transparent', 'The feed says that it takes no time.'],
  ],
);
