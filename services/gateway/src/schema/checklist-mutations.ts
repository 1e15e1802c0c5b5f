import type { AcknowledgeAnswer } from '@roomnight/contracts/checklist';
import { acknowledgeItem } from '../checklists/acknowledge-item.ts';
import { sessionOf } from '../context.ts';
import { NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { ChecklistItemRef, ChecklistRef } from './refs.ts';

type Acknowledged = Exclude<AcknowledgeAnswer, { kind: 'notFound' }> & { checklistId: string };

const AcknowledgeChecklistItemSuccess = builder
  .objectRef<Acknowledged>('AcknowledgeChecklistItemSuccess')
  .implement({
    description: 'The item is closed.',
    fields: (t) => ({
      item: t.field({
        type: ChecklistItemRef,
        description: 'As it is now.',
        resolve: ({ itemId }) => itemId,
      }),
      checklist: t.field({
        type: ChecklistRef,
        description: 'Its checklist as it is now.',
        resolve: ({ checklistId }) => checklistId,
      }),
      alreadyClosed: t.boolean({
        description: 'Whether somebody did it before, or it is no longer needed.',
        resolve: ({ kind }) => kind === 'alreadyClosed',
      }),
    }),
  });

builder.mutationField('acknowledgeChecklistItem', (t) =>
  t.field({
    type: AcknowledgeChecklistItemSuccess,
    description: 'Ticks an item off: a person did it on the platform. Harmless to retry.',
    errors: { types: [NotFound] },
    args: { itemId: t.arg.id({ required: true, description: 'The item that was done.' }) },
    resolve: (_root, { itemId }, context) => acknowledgeItem(context.app, sessionOf(context), itemId),
  }),
);
