import type { Resolution, ResolutionStep } from '@roomnight/contracts/resolution';
import { withOrganization } from '@roomnight/database/tenant';
import type { Cost } from '@roomnight/resolutions/cancel-cost';
import { readQuestion } from '@roomnight/resolutions/read-question';
import { type Recommendation, recommend } from '@roomnight/resolutions/recommend';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { BookingRef, ConflictRef, UnitRef } from './refs.ts';
import { ResolutionKind, StepKind } from './resolution-enums.ts';

type Move = Extract<Resolution, { kind: 'move' }>['moves'][number];
type Part = Extract<Resolution, { kind: 'split' }>['parts'][number];

const MoveRef = builder.objectRef<Move>('ResolutionMove').implement({
  description: 'A booking that is put in another unit for all of its nights.',
  fields: (t) => ({
    bookingId: t.exposeID('bookingId', { description: 'The booking’s id.' }),
    unit: t.field({ type: UnitRef, description: 'Where it goes.', resolve: ({ unitId }) => unitId }),
  }),
});

const PartRef = builder.objectRef<Part>('ResolutionPart').implement({
  description: 'Some nights of a stay in one unit.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'Where they are spent.', resolve: ({ unitId }) => unitId }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night there.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night there.' }),
  }),
});

const ResolutionRef = builder.objectRef<Resolution>('Resolution').implement({
  description: 'A way out of a conflict; which fields it has is said by its kind.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ResolutionKind, description: 'What kind of way.' }),
    bookingId: t.id({
      nullable: true,
      description: 'The booking that goes, changes, is released or split; of `SAME_BOOKING` one of the two.',
      resolve: (resolution) => (resolution.kind === 'move' ? null : resolution.bookingId),
    }),
    otherBookingId: t.id({
      nullable: true,
      description: 'Of `SAME_BOOKING`: the other one.',
      resolve: (resolution) => (resolution.kind === 'sameBooking' ? resolution.otherBookingId : null),
    }),
    moves: t.field({
      type: [MoveRef],
      description: 'Of `MOVE`: who moves where, in this order.',
      resolve: (resolution) => (resolution.kind === 'move' ? resolution.moves : []),
    }),
    checkIn: t.field({
      type: 'Night',
      nullable: true,
      description: 'Of `CHANGE_DATES`: the first night then.',
      resolve: (resolution) => (resolution.kind === 'changeDates' ? resolution.checkIn : null),
    }),
    checkOut: t.field({
      type: 'Night',
      nullable: true,
      description: 'Of `CHANGE_DATES`: the day after the last night then.',
      resolve: (resolution) => (resolution.kind === 'changeDates' ? resolution.checkOut : null),
    }),
    parts: t.field({
      type: [PartRef],
      description: 'Of `SPLIT`: where the nights are spent, in order.',
      resolve: (resolution) => (resolution.kind === 'split' ? resolution.parts : []),
    }),
  }),
});

const CostRef = builder.objectRef<Cost>('ResolutionCost').implement({
  description: 'What a way out costs, as far as it can be known.',
  fields: (t) => ({
    amount: t.exposeFloat('amount', {
      nullable: true,
      description: 'In `currency`; null where it is not known.',
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217, such as INR.' }),
    sentence: t.exposeString('sentence', { description: 'The same in words, and what money does not say.' }),
  }),
});

const StepRef = builder.objectRef<ResolutionStep>('ResolutionStep').implement({
  description: 'One thing to be done.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StepKind, description: 'What kind of thing.' }),
    booking: t.field({
      type: BookingRef,
      description: 'The booking it is about.',
      resolve: ({ bookingId }) => bookingId,
    }),
    platform: t.exposeString('platform', {
      nullable: true,
      description: 'The platform’s name where something is to be done on it.',
    }),
    sentence: t.exposeString('sentence', { description: 'What to do, in a sentence.' }),
  }),
});

const RecommendationRef = builder.objectRef<Recommendation>('Recommendation').implement({
  description: 'A way out of a conflict that is worth looking at.',
  fields: (t) => ({
    resolution: t.field({ type: ResolutionRef, description: 'It.', resolve: ({ resolution }) => resolution }),
    summary: t.exposeString('summary', { description: 'What is done, in a line.' }),
    reason: t.exposeString('reason', { description: 'Why it is a way out.' }),
    cost: t.field({ type: CostRef, description: 'What it costs.', resolve: ({ cost }) => cost }),
    steps: t.field({
      type: [StepRef],
      description: 'What is to be done, in this order.',
      resolve: ({ steps }) => [...steps],
    }),
    withoutAsking: t.exposeBoolean('withoutAsking', {
      description: 'Whether the organization lets it be done without asking.',
    }),
  }),
});

builder.objectField(ConflictRef, 'recommendations', (t) =>
  t.field({
    type: [RecommendationRef],
    description:
      'Ways out of it, the best one first; none of a conflict that is resolved. Nothing is held by this.',
    complexity: 50,
    resolve: async ({ id }, _args, context) => {
      const { pool, clock } = context.app;
      const { organizationId } = sessionOf(context).viewer;
      const question = await withOrganization(pool, organizationId, (tx) => readQuestion(tx, id, clock()));
      return question === undefined ? [] : recommend(question);
    },
  }),
);
