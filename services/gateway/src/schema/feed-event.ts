import { istNight } from '@roomnight/calendar/night';
import { FeedEvent } from '@roomnight/database/entities/feed-event';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { FeedEventClass } from './enums.ts';
import { ListingRef } from './refs.ts';

const DEFAULT_SIZE = 50;
const LARGEST = 500;

const FeedEventRef = builder.objectRef<FeedEvent>('FeedEvent').implement({
  description: 'One event of a feed as it was last believed, or a part of one. Nothing of a guest is in it.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Its place among the events of the feed, by night.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
    class: t.expose('class', { type: FeedEventClass, description: 'What it was taken for.' }),
    isImported: t.exposeBoolean('isImported', { description: 'Whether it takes nights here.' }),
    reason: t.exposeString('reason', { description: 'Why, in a sentence.' }),
    line: t.exposeInt('line', { description: 'Where it begins in the feed, counted from 1.' }),
  }),
});

builder.objectField(ListingRef, 'feedEvents', (t) =>
  t.field({
    type: [FeedEventRef],
    description: 'What its feed says, event by event, by night; without those that are over.',
    complexity: { multiplier: 1 },
    args: {
      first: t.arg.int({
        description: `How many at most: ${DEFAULT_SIZE} if not said, never more than ${LARGEST}.`,
      }),
      after: t.arg.int({ description: 'Only those behind the one of this position.' }),
    },
    resolve: ({ id: listingId }, { first, after }, context) =>
      sessionOf(context).em.find(
        FeedEvent,
        { listingId, position: { $gt: after ?? 0 }, checkOut: { $gt: istNight(context.app.clock()) } },
        {
          orderBy: { position: 'asc' },
          limit: Math.max(0, Math.min(first ?? DEFAULT_SIZE, LARGEST)),
          refresh: true,
        },
      ),
  }),
);
