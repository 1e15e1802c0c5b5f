import type { HolderThen } from '@roomnight/calendar/night-story';
import {
  type HistoryLink,
  MOST_LINKS,
  type NightHistory,
  readNightHistory,
} from '../history/read-night-history.ts';
import type { Author } from '../history/read-authors.ts';
import type { ToldNight } from '../history/read-told.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { BookingThenRef, ConflictThenRef } from './calendar-at.ts';
import { AuthorKind } from './enums.ts';
import { NightsRef } from './quarantine.ts';
import { ListingRef, UnitRef } from './refs.ts';

const HistoryAuthorRef = builder.objectRef<Author>('HistoryAuthor').implement({
  description: 'Who changed a calendar.',
  fields: (t) => ({
    kind: t.expose('kind', { type: AuthorKind, description: 'A person, a program, a feed or Roomnight.' }),
    name: t.exposeString('name', { description: 'Their name, or whose feed it is.' }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: 'Of a feed: the listing it is of.',
      resolve: ({ listingId }) => listingId,
    }),
  }),
});

const HistoryLinkRef = builder.objectRef<HistoryLink>('HistoryLink').implement({
  description:
    'One step of how a night came to be as it was. It names no guest: guests can be erased, this cannot.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant', description: 'When.' }),
    by: t.field({ type: HistoryAuthorRef, description: 'Who did it.', resolve: ({ by }) => by }),
    sentence: t.exposeString('sentence', { description: 'What happened.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Of what a feed said: why it was read so, in a sentence.',
    }),
    bookingId: t.exposeID('bookingId', { nullable: true, description: 'The booking it is about.' }),
    conflictId: t.exposeID('conflictId', { nullable: true, description: 'The conflict it is about.' }),
    changeSetId: t.exposeID('changeSetId', {
      nullable: true,
      description: 'Of what a feed said: the change set that brought it.',
    }),
    syncRunId: t.exposeID('syncRunId', {
      nullable: true,
      description: 'Of what a feed said: the sync run that found it. The run itself is kept 30 days.',
    }),
  }),
});

const NightHolderRef = builder.objectRef<HolderThen>('NightHolder').implement({
  description: 'Who held a night.',
  fields: (t) => ({
    unit: t.field({
      type: UnitRef,
      description: 'The unit, or the part of it, whose night it is.',
      resolve: ({ unitId }) => unitId,
    }),
    booking: t.field({
      type: BookingThenRef,
      description: 'The booking or block.',
      resolve: ({ booking }) => booking,
    }),
    since: t.expose('since', { type: 'Instant', description: 'Since when, without a break.' }),
  }),
});

const ToldNightRef = builder.objectRef<ToldNight>('ToldNight').implement({
  description: 'What a platform was told of a night that was held here.',
  fields: (t) => ({
    listing: t.field({
      type: ListingRef,
      description: 'The listing on that platform.',
      resolve: ({ listingId }) => listingId,
    }),
    nights: t.field({
      type: [NightsRef],
      description:
        'The nights its export closes with it: those of the same holders; none where it closes none.',
      resolve: ({ nights }) => [...nights],
    }),
    toldAt: t.expose('toldAt', {
      type: 'Instant',
      nullable: true,
      description:
        'When the platform first fetched it closed; null when that is not known. Fetches are kept two weeks.',
    }),
    sentence: t.exposeString('sentence', { description: 'The same in words, or why it is not told.' }),
  }),
});

const NightHistoryRef = builder.objectRef<NightHistory>('NightHistory').implement({
  description: 'Why a night was closed or free at a moment.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'The unit.', resolve: ({ unit }) => unit }),
    night: t.expose('night', { type: 'Night', description: 'The night.' }),
    at: t.expose('at', { type: 'Instant', description: 'The moment.' }),
    isFree: t.boolean({
      description: 'Whether it could be booked: nobody held any part of it.',
      resolve: ({ holders }) => holders.length === 0,
    }),
    sentence: t.exposeString('sentence', {
      description: 'Who held it and since when, or since when it was free.',
    }),
    holders: t.field({
      type: [NightHolderRef],
      description: 'Who held it; of a unit with parts, each part that was held.',
      resolve: ({ holders }) => [...holders],
    }),
    wanting: t.field({
      type: [BookingThenRef],
      description: 'Who wanted it too and did not hold it, in the order they came.',
      resolve: ({ wanting }) => [...wanting],
    }),
    conflicts: t.field({
      type: [ConflictThenRef],
      description: 'Conflicts over it that were not resolved.',
      resolve: ({ conflicts }) => [...conflicts],
    }),
    links: t.field({
      type: [HistoryLinkRef],
      description: `What changed it until that moment, in the order in which it happened; the last ${MOST_LINKS} of it.`,
      resolve: ({ links }) => [...links],
    }),
    told: t.field({
      type: [ToldNightRef],
      description: 'What the platforms of the unit’s listings were told of it.',
      resolve: ({ told }) => [...told],
    }),
    previousChange: t.field({
      type: 'Instant',
      nullable: true,
      description:
        'The moment to look at for how it was before the last change; null when nothing ever changed.',
      resolve: ({ previous }) => previous,
    }),
    nextChange: t.field({
      type: 'Instant',
      nullable: true,
      description: 'The moment of the next change; null when there was none since.',
      resolve: ({ next }) => next,
    }),
  }),
});

builder.queryField('nightHistory', (t) =>
  t.field({
    type: NightHistoryRef,
    description: 'Why a night of a unit is closed or free, now or at a past moment, with all that led to it.',
    errors: { types: [InvalidInput, NotFound] },
    complexity: { field: 50, multiplier: 1 },
    args: {
      unitId: t.arg.id({ required: true, description: 'The unit.' }),
      night: t.arg({ type: 'Night', required: true, description: 'The night.' }),
      at: t.arg({ type: 'Instant', description: 'The moment, not in the future; now if not said.' }),
    },
    resolve: (_root, asked, context) => readNightHistory(context.app, sessionOf(context), asked),
  }),
);
