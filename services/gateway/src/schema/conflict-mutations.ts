import { askConflict } from '../conflicts/ask-conflict.ts';
import { assignConflict } from '../conflicts/assign-conflict.ts';
import { commentOnConflict } from '../conflicts/comment-on-conflict.ts';
import { readResolution } from '../conflicts/read-resolution.ts';
import { sessionOf } from '../context.ts';
import { ConflictRefused, InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { ResolutionKind } from './resolution-enums.ts';
import { ConflictRef } from './refs.ts';

const ConflictSuccess = builder.objectRef<{ conflictId: string }>('ConflictSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    conflict: t.field({
      type: ConflictRef,
      description: 'The conflict as it is now.',
      resolve: ({ conflictId }) => conflictId,
    }),
  }),
});

const MoveInput = builder.inputType('MoveInput', {
  description: 'A booking that is put in another unit.',
  fields: (t) => ({
    bookingId: t.id({ required: true, description: 'The booking.' }),
    unitId: t.id({ required: true, description: 'The unit it goes to.' }),
  }),
});

const StayPartInput = builder.inputType('StayPartInput', {
  description: 'Some nights of a stay in one unit.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit.' }),
    checkIn: t.field({ type: 'Night', required: true, description: 'The first night there.' }),
    checkOut: t.field({ type: 'Night', required: true, description: 'The day after the last night there.' }),
  }),
});

const ResolutionInput = builder.inputType('ResolutionInput', {
  description: 'A way out of a conflict: its kind, and what that kind needs.',
  fields: (t) => ({
    kind: t.field({ type: ResolutionKind, required: true, description: 'Which way.' }),
    bookingId: t.id({ description: 'The booking it is about; not for MOVE.' }),
    otherBookingId: t.id({ description: 'Of SAME_BOOKING, the other one.' }),
    checkIn: t.field({ type: 'Night', description: 'Of CHANGE_DATES, the new first night.' }),
    checkOut: t.field({ type: 'Night', description: 'Of CHANGE_DATES, the day after the new last night.' }),
    moves: t.field({ type: [MoveInput], description: 'Of MOVE, which booking goes where.' }),
    parts: t.field({ type: [StayPartInput], description: 'Of SPLIT, where the stay is spent, in order.' }),
  }),
});

const STEP = 'Harmless to retry.';

builder.mutationFields((t) => {
  const conflictId = () => t.arg.id({ required: true, description: 'The conflict.' });
  const step = (action: 'do_step' | 'undo_step', description: string) =>
    t.field({
      type: ConflictSuccess,
      description,
      errors: { types: [NotFound, ConflictRefused] },
      args: {
        conflictId: conflictId(),
        stepId: t.arg.id({ required: true, description: 'The step.' }),
      },
      resolve: (_root, args, context) =>
        askConflict(context.app, sessionOf(context), args.conflictId, {
          action,
          details: { stepId: args.stepId },
        }),
    });
  return {
    assignConflict: t.field({
      type: ConflictSuccess,
      description: 'Says who takes care of a conflict: who does is reminded until it is over.',
      errors: { types: [InvalidInput, NotFound, ConflictRefused] },
      args: {
        conflictId: conflictId(),
        userId: t.arg.id({ description: 'The member; null for nobody any more.' }),
      },
      resolve: (_root, { userId, ...args }, context) =>
        assignConflict(context.app, sessionOf(context), { ...args, userId: userId ?? null }),
    }),
    commentOnConflict: t.field({
      type: ConflictSuccess,
      description: 'Says something of a conflict to the others.',
      errors: { types: [InvalidInput, NotFound] },
      args: {
        conflictId: conflictId(),
        text: t.arg.string({ required: true, description: 'At most 2000 characters.' }),
      },
      resolve: (_root, args, context) => commentOnConflict(context.app, sessionOf(context), args),
    }),
    chooseResolution: t.field({
      type: ConflictSuccess,
      description:
        'Chooses a way out: it becomes steps, and the conflict is being resolved. Another one can be chosen until a step is done.',
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound, ConflictRefused] },
      args: {
        conflictId: conflictId(),
        resolution: t.arg({ type: ResolutionInput, required: true, description: 'The way out.' }),
      },
      resolve: (_root, args, context) =>
        askConflict(context.app, sessionOf(context), args.conflictId, {
          action: 'choose',
          details: { resolution: readResolution(args.resolution) },
        }),
    }),
    withdrawResolution: t.field({
      type: ConflictSuccess,
      description: 'Takes the chosen way out back, as long as no step of it is done.',
      authScopes: { role: 'manager' },
      errors: { types: [NotFound, ConflictRefused] },
      args: { conflictId: conflictId() },
      resolve: (_root, args, context) =>
        askConflict(context.app, sessionOf(context), args.conflictId, { action: 'withdraw', details: {} }),
    }),
    doConflictStep: step('do_step', `Ticks a step: it was done, or Roomnight does it now. ${STEP}`),
    undoConflictStep: step(
      'undo_step',
      `Takes a step back; what Roomnight did is as it was before, unless it changed again since. ${STEP}`,
    ),
  };
});
