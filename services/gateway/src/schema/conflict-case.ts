import { ConflictCase } from '@roomnight/database/entities/conflict-case';
import { ConflictComment } from '@roomnight/database/entities/conflict-comment';
import { ConflictStep } from '@roomnight/database/entities/conflict-step';
import { readGuestMessage } from '../conflicts/read-guest-message.ts';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { ResolutionKind, StepKind } from './resolution-enums.ts';
import { groupedBy } from './load.ts';
import { PersonRef } from './person.ts';
import { BookingRef, ConflictRef } from './refs.ts';

const ConflictStepRef = builder.objectType(ConflictStep, {
  name: 'ConflictStep',
  description: 'One thing to be done for the chosen way out of a conflict.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    kind: t.field({
      type: StepKind,
      description: 'What kind of thing. Kinds that end in HERE are done by Roomnight when they are ticked.',
      resolve: ({ kind }) => kind,
    }),
    booking: t.field({
      type: BookingRef,
      description: 'The booking it is about.',
      resolve: ({ bookingId }) => bookingId,
    }),
    platform: t.exposeString('platform', {
      nullable: true,
      description: 'The name of the platform on which it is to be done; null for one that is done here.',
    }),
    sentence: t.exposeString('sentence', { description: 'What to do.' }),
    message: t.string({
      nullable: true,
      complexity: 5,
      description:
        'Of TELL_GUEST: what to write, with the guest’s name, for a person to read, change and send; null for other steps.',
      resolve: (step, _args, context) => readGuestMessage(sessionOf(context), step),
    }),
    doneAt: t.expose('doneAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was done; null while it is not.',
    }),
    doneBy: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Who did it.',
      resolve: ({ doneBy }) => doneBy,
    }),
  }),
});

const ConflictCommentRef = builder.objectType(ConflictComment, {
  name: 'ConflictComment',
  description: 'What somebody said of a conflict to the others.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    author: t.field({ type: PersonRef, description: 'Who said it.', resolve: ({ authorId }) => authorId }),
    text: t.exposeString('text', { description: 'What was said.' }),
    writtenAt: t.expose('writtenAt', { type: 'Instant', description: 'When.' }),
  }),
});

const ConflictCaseRef = builder.objectType(ConflictCase, {
  name: 'ConflictCase',
  description: 'What people make of a conflict.',
  fields: (t) => ({
    assignee: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Who takes care of it; null for nobody in particular.',
      resolve: ({ assigneeId }) => assigneeId,
    }),
    chosen: t.field({
      type: ResolutionKind,
      nullable: true,
      description: 'The way out that was chosen; null while none is.',
      resolve: ({ resolution }) => resolution?.kind ?? null,
    }),
    chosenAt: t.expose('chosenAt', { type: 'Instant', nullable: true, description: 'When it was chosen.' }),
    chosenBy: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Who chose it.',
      resolve: ({ chosenBy }) => chosenBy,
    }),
  }),
});

builder.objectFields(ConflictRef, (t) => ({
  case: t.loadable({
    type: ConflictCaseRef,
    nullable: true,
    description: 'Who takes care of it and what was chosen; null for one that nobody looked at yet.',
    load: async (ids: string[], context) => {
      const cases = await sessionOf(context).em.find(ConflictCase, { conflictId: ids });
      const known = new Map(cases.map((each) => [each.conflictId, each]));
      return ids.map((id) => known.get(id) ?? null);
    },
    resolve: ({ id }) => id,
  }),
  steps: t.loadableList({
    type: ConflictStepRef,
    complexity: { multiplier: 5 },
    description: 'What is to be done for the chosen way out, in that order.',
    load: async (ids: string[], context) => {
      const rows = await sessionOf(context).em.find(
        ConflictStep,
        { conflictId: ids },
        { orderBy: { conflictId: 'asc', position: 'asc' } },
      );
      return groupedBy(ids, rows, ({ conflictId }) => conflictId);
    },
    resolve: ({ id }) => id,
  }),
  comments: t.loadableList({
    type: ConflictCommentRef,
    complexity: { multiplier: 10 },
    description: 'What people said of it, oldest first.',
    load: async (ids: string[], context) => {
      const rows = await sessionOf(context).em.find(
        ConflictComment,
        { conflictId: ids },
        { orderBy: { writtenAt: 'asc', id: 'asc' } },
      );
      return groupedBy(ids, rows, ({ conflictId }) => conflictId);
    },
    resolve: ({ id }) => id,
  }),
}));
