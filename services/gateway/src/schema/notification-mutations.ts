import { sessionOf } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { countUnread } from '../notifications/count-unread.ts';
import { markRead } from '../notifications/mark-read.ts';
import { setPreference } from '../notifications/preferences.ts';
import { builder } from './builder.ts';
import { NotificationPreferenceRef } from './notification.ts';

const MarkNotificationsReadSuccess = builder
  .objectRef<{ unread: number }>('MarkNotificationsReadSuccess')
  .implement({
    description: 'They are marked.',
    fields: (t) => ({
      unread: t.exposeInt('unread', { description: 'How many the viewer has still not seen.' }),
    }),
  });

const SetNotificationPreferenceInput = builder.inputType('SetNotificationPreferenceInput', {
  description: 'How to be told of one kind of thing.',
  fields: (t) => ({
    kind: t.string({ required: true, description: 'A kind of `notificationPreferences`.' }),
    inApp: t.boolean({ required: true, description: 'In the dashboard.' }),
    byEmail: t.boolean({ required: true, description: 'By e-mail.' }),
  }),
});

builder.mutationFields((t) => ({
  markNotificationsRead: t.field({
    type: MarkNotificationsReadSuccess,
    description: 'Says that the viewer has seen notifications. Harmless to retry.',
    errors: { types: [] },
    args: { ids: t.arg.idList({ description: 'Which ones; all of them if not said.' }) },
    resolve: async (_root, { ids }, context) => {
      const session = sessionOf(context);
      await markRead(context.app, session, ids ?? undefined);
      return { unread: await countUnread(session) };
    },
  }),
  setNotificationPreference: t.field({
    type: NotificationPreferenceRef,
    description: 'Says how the viewer wants to be told of one kind of thing from now on.',
    errors: { types: [InvalidInput] },
    args: {
      input: t.arg({ type: SetNotificationPreferenceInput, required: true, description: 'What to keep.' }),
    },
    resolve: (_root, { input }, context) => setPreference(context.app, sessionOf(context), input),
  }),
}));
