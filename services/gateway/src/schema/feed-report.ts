import type {
  EffectConflict,
  EffectStay,
  FeedCounts,
  FeedEffect,
  FeedRecognition,
  FeedReport,
  FeedWarning,
  ReportedEvent,
} from '@roomnight/contracts/feed-report';
import { builder } from './builder.ts';
import { BookingKind } from './enums.ts';

const FeedVerdict = builder.enumType('FeedVerdict', {
  description: 'Whether a feed can be imported.',
  values: {
    HEALTHY: { value: 'healthy', description: 'As it is.' },
    ODD: { value: 'odd', description: 'It can; read what is odd about it first.' },
    NOT_IMPORTABLE: { value: 'not_importable', description: 'It cannot.' },
  } as const,
});

const RecognitionConfidence = builder.enumType('RecognitionConfidence', {
  description: 'How sure it is which platform wrote a feed.',
  values: {
    CERTAIN: { value: 'certain', description: 'Several signs agree.' },
    LIKELY: { value: 'likely', description: 'One sign that is not had by chance.' },
    GUESS: { value: 'guess', description: 'Its wording only.' },
    UNKNOWN: { value: 'unknown', description: 'No sign at all.' },
  } as const,
});

const FeedRecognitionRef = builder.objectRef<FeedRecognition>('FeedRecognition').implement({
  description: 'Which platform wrote a feed, by what shows it.',
  fields: (t) => ({
    platformKey: t.exposeString('platformKey', {
      nullable: true,
      description: 'Null when it is nobody’s, or of somebody who is no platform here.',
    }),
    name: t.exposeString('name', { description: 'As people call it.' }),
    confidence: t.expose('confidence', { type: RecognitionConfidence, description: 'How sure it is.' }),
    signs: t.field({
      type: ['String'],
      description: 'Why, in sentences.',
      resolve: ({ signs }) => [...signs],
    }),
  }),
});

const FeedCountsRef = builder.objectRef<FeedCounts>('FeedCounts').implement({
  description: 'Events of a feed, by what they were taken for.',
  fields: (t) => ({
    events: t.exposeInt('events', { description: 'All of them.' }),
    stays: t.exposeInt('stays', { description: 'Reservations.' }),
    tentative: t.exposeInt('tentative', { description: 'Requests that the platform holds nights for.' }),
    blocks: t.exposeInt('blocks', { description: 'Nights the owner closed.' }),
    closed: t.exposeInt('closed', {
      description: 'Closed nights that may be a stay: the platform does not tell.',
    }),
    settings: t.exposeInt('settings', { description: 'Made by a setting; they take no night.' }),
    echoes: t.exposeInt('echoes', { description: 'What the platform imported from us; they take no night.' }),
    mirrors: t.exposeInt('mirrors', { description: 'Another event shows the same booking.' }),
    cancelled: t.exposeInt('cancelled', { description: 'Marked as cancelled.' }),
    transparent: t.exposeInt('transparent', { description: 'Marked as taking no time.' }),
    unreadable: t.exposeInt('unreadable', { description: 'Not read, or not wholly.' }),
  }),
});

const FeedWarningRef = builder.objectRef<FeedWarning>('FeedWarning').implement({
  description: 'Something in the feed that is not as it should be.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What, in a sentence.' }),
    line: t.exposeInt('line', { nullable: true, description: 'Where in the file, counted from 1.' }),
  }),
});

const ReportedEventRef = builder.objectRef<ReportedEvent>('ReportedEvent').implement({
  description: 'What was made of one event, or of a part of it.',
  fields: (t) => ({
    checkIn: t.expose('checkIn', { type: 'Night', description: 'Its first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after its last night.' }),
    as: t.exposeString('as', { description: 'What it was taken for, such as `stay` or `settings`.' }),
    reason: t.exposeString('reason', { description: 'Why, in a sentence.' }),
    line: t.exposeInt('line', { description: 'Where it begins in the file, counted from 1.' }),
  }),
});

const EffectStayRef = builder.objectRef<EffectStay>('EffectStay').implement({
  description: 'Nights of one booking that an import would touch.',
  fields: (t) => ({
    kind: t.expose('kind', { type: BookingKind, description: 'A stay or a block.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
  }),
});

const EffectConflictRef = builder.objectRef<EffectConflict>('EffectConflict').implement({
  description: 'Nights that the feed and somebody else want.',
  fields: (t) => ({
    kind: t.expose('kind', { type: BookingKind, description: 'What the feed holds them for.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night both want.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last one.' }),
    bookingId: t.exposeID('bookingId', { description: 'The booking that holds them here.' }),
    holder: t.exposeString('holder', { description: 'Who holds them here, in words.' }),
    sameNights: t.exposeBoolean('sameNights', {
      description: 'Both want exactly the same nights: perhaps one booking that both platforms show.',
    }),
  }),
});

const FeedEffectRef = builder.objectRef<FeedEffect>('FeedEffect').implement({
  description: 'What a poll that read this feed would do.',
  fields: (t) => ({
    suspicion: t.exposeString('suspicion', {
      nullable: true,
      description: 'Why it would not believe the feed and change nothing; null when it would.',
    }),
    created: t.field({
      type: [EffectStayRef],
      description: 'Bookings that are new.',
      resolve: ({ created }) => [...created],
    }),
    changed: t.field({
      type: [EffectStayRef],
      description: 'Known bookings with other nights.',
      resolve: ({ changed }) => [...changed],
    }),
    missing: t.field({
      type: [EffectStayRef],
      description: 'Known bookings that are not in the feed: kept until a further poll confirms it.',
      resolve: ({ missing }) => [...missing],
    }),
    cancelled: t.field({
      type: [EffectStayRef],
      description: 'Known bookings that would be cancelled at once.',
      resolve: ({ cancelled }) => [...cancelled],
    }),
    unchanged: t.exposeInt('unchanged', { description: 'Known bookings that are the same in the feed.' }),
    conflicts: t.field({
      type: [EffectConflictRef],
      description: 'Conflicts it would raise.',
      resolve: ({ conflicts }) => [...conflicts],
    }),
  }),
});

export const FeedReportRef = builder.objectRef<FeedReport>('FeedReport').implement({
  description:
    'What the feed doctor found in a feed. Holds nothing of a guest and nothing of the feed’s own text.',
  fields: (t) => ({
    verdict: t.expose('verdict', { type: FeedVerdict, description: 'Whether it can be imported.' }),
    sentence: t.exposeString('sentence', { description: 'The verdict’s reason.' }),
    failureClass: t.string({
      nullable: true,
      description: 'The kind of failure that kept it from being read; null when it was read.',
      resolve: ({ failure }) => failure?.class,
    }),
    bytes: t.exposeInt('bytes', { description: 'Size of the feed.' }),
    readAs: t.exposeString('readAs', {
      nullable: true,
      description: 'Key of the platform in whose dialect it was read; null when it was not.',
    }),
    recognition: t.field({
      type: FeedRecognitionRef,
      nullable: true,
      description: 'Which platform wrote it.',
      resolve: ({ recognition }) => recognition,
    }),
    counts: t.field({
      type: FeedCountsRef,
      description: 'How much it holds.',
      resolve: ({ counts }) => counts,
    }),
    earliest: t.expose('earliest', {
      type: 'Night',
      nullable: true,
      description: 'Its first night, also a past one.',
    }),
    horizon: t.expose('horizon', { type: 'Night', nullable: true, description: 'Its last check-out day.' }),
    freshness: t.field({
      type: ['String'],
      description: 'What tells how fresh the copy is.',
      resolve: ({ freshness }) => [...freshness],
    }),
    warnings: t.field({
      type: [FeedWarningRef],
      description: 'What in it is not as it should be.',
      resolve: ({ warnings }) => [...warnings],
    }),
    oddities: t.field({
      type: ['String'],
      description: 'What is unusual for a feed of its platform, the gravest first.',
      resolve: ({ oddities }) => [...oddities],
    }),
    events: t.field({
      type: [ReportedEventRef],
      description: 'What was made of each event, by night; at most 500.',
      resolve: ({ events }) => [...events],
    }),
    effect: t.field({
      type: FeedEffectRef,
      nullable: true,
      description: 'What importing it would do; null when nobody said where to.',
      resolve: ({ effect }) => effect,
    }),
  }),
});
