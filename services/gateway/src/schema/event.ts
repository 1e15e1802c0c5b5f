import { sessionOf } from '../context.ts';
import type { Message } from '../changes/changes.ts';
import { builder } from './builder.ts';
import { CalendarEventType } from './enums.ts';

type EventMessage = Extract<Message, { kind: 'event' }>;

const CalendarEventRef = builder.objectRef<EventMessage>('CalendarEvent').implement({
  description: 'Something that happened, by ids.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Subscribe after this to go on from here.' }),
    type: t.field({
      type: CalendarEventType,
      description: 'What happened.',
      resolve: ({ event }) => event.type,
    }),
    occurredAt: t.field({
      type: 'Instant',
      description: 'When it happened.',
      resolve: ({ event }) => event.occurredAt,
    }),
    propertyId: t.id({
      nullable: true,
      description: 'The property concerned.',
      resolve: ({ event }) => event.propertyId ?? null,
    }),
    unitId: t.id({
      nullable: true,
      description: 'The unit concerned.',
      resolve: ({ event }) => event.unitId ?? null,
    }),
    listingId: t.id({
      nullable: true,
      description: 'The listing concerned.',
      resolve: ({ event }) => event.listingId ?? null,
    }),
    bookingId: t.id({
      nullable: true,
      description: 'The booking concerned.',
      resolve: ({ event }) => event.bookingId ?? null,
    }),
    conflictId: t.id({
      nullable: true,
      description: 'The conflict concerned.',
      resolve: ({ event }) => event.conflictId ?? null,
    }),
    checklistId: t.id({
      nullable: true,
      description: 'The checklist concerned.',
      resolve: ({ event }) => event.checklistId ?? null,
    }),
    checkIn: t.field({
      type: 'Night',
      nullable: true,
      description: 'The first night concerned.',
      resolve: ({ event }) => event.checkIn ?? null,
    }),
    checkOut: t.field({
      type: 'Night',
      nullable: true,
      description: 'The day after the last night concerned.',
      resolve: ({ event }) => event.checkOut ?? null,
    }),
  }),
});

const TooFarBehindRef = builder
  .objectRef<Extract<Message, { kind: 'tooFarBehind' }>>('TooFarBehind')
  .implement({
    description:
      'Too much happened since the cursor, or it belongs to another life of the log: read everything anew.',
    fields: (t) => ({
      message: t.string({
        description: 'A sentence for people.',
        resolve: () => 'Too much happened meanwhile: everything is read anew.',
      }),
      cursor: t.exposeString('cursor', { description: 'Go on from here after reading everything anew.' }),
    }),
  });

const CalendarEventMessage = builder.unionType('CalendarEventMessage', {
  description: 'An event, or word that events were missed.',
  types: [CalendarEventRef, TooFarBehindRef],
  resolveType: ({ kind }) => (kind === 'event' ? CalendarEventRef : TooFarBehindRef),
});

builder.subscriptionField('calendarEvents', (t) =>
  t.field({
    type: CalendarEventMessage,
    description: 'What happens in the organization: each event at least once, in order per unit.',
    args: {
      after: t.arg.string({
        description:
          'The last cursor seen, or `Calendar.cursor`: nothing since is missed. From now on if not said.',
      }),
    },
    subscribe: (_root, { after }, context) =>
      context.app.changes.subscribe(sessionOf(context).viewer.organizationId, after ?? undefined, () =>
        context.disconnect?.(),
      ),
    resolve: (message) => message,
  }),
);
