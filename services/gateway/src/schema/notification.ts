import { Notification } from '@roomnight/database/entities/notification';
import { ReadNotification } from '@roomnight/database/entities/read-notification';
import { sessionOf } from '../context.ts';
import { countUnread } from '../notifications/count-unread.ts';
import { type Preference, preferencesOf } from '../notifications/preferences.ts';
import { builder } from './builder.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';

const NotificationRef = builder.objectType(Notification, {
  name: 'Notification',
  description: 'Something the viewer was told.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    kind: t.exposeString('kind', { description: 'What kind of thing, such as `feed_failing`.' }),
    title: t.exposeString('title', { description: 'What, in a few words.' }),
    body: t.exposeString('body', { description: 'What to know.' }),
    path: t.exposeString('path', { description: 'Where in the dashboard to look.' }),
    createdAt: t.expose('createdAt', { type: 'Instant', description: 'When the viewer was told.' }),
    isRead: t.loadable({
      type: 'Boolean',
      description: 'Whether the viewer has seen it.',
      load: async (ids: string[], context) => {
        const { em, viewer } = sessionOf(context);
        const read = await em.find(ReadNotification, { userId: viewer.userId, notificationId: ids });
        const known = new Set(read.map(({ notificationId }) => notificationId));
        return ids.map((id) => known.has(id));
      },
      resolve: ({ id }) => id,
    }),
  }),
});

const NotificationConnection = builder.connectionObject(
  { type: NotificationRef, name: 'NotificationConnection', description: 'A page of notifications.' },
  { name: 'NotificationEdge', description: 'A notification and its place in the list.' },
);

export const NotificationPreferenceRef = builder.objectRef<Preference>('NotificationPreference').implement({
  description: 'How the viewer wants to be told of one kind of thing.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What kind of thing, such as `feed_failing`.' }),
    label: t.exposeString('label', { description: 'As people call it.' }),
    about: t.exposeString('about', { description: 'What it is, in a sentence.' }),
    inApp: t.exposeBoolean('inApp', { description: 'In the dashboard.' }),
    byEmail: t.exposeBoolean('byEmail', { description: 'By e-mail.' }),
    isUsual: t.exposeBoolean('isUsual', {
      description: 'Whether the viewer never said how, so that what is usual for their role holds.',
    }),
  }),
});

const KEY = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

builder.queryFields((t) => ({
  notifications: t.field({
    type: NotificationConnection,
    description: 'What the viewer was told in this organization, the latest first.',
    args: pageArgs,
    resolve: async (_root, args, context) => {
      const { em, viewer } = sessionOf(context);
      const after = keyAfter(args, (key) => KEY.test(key));
      const at = new Date(after?.[0] ?? 0);
      const rows = await em.find(
        Notification,
        {
          $and: [
            { organizationId: viewer.organizationId, userId: viewer.userId },
            after ? { $or: [{ createdAt: { $lt: at } }, { createdAt: at, id: { $lt: after[1] } }] } : {},
          ],
        },
        { orderBy: { createdAt: 'desc', id: 'desc' }, limit: pageSize(args) + 1 },
      );
      return pageOf(rows, args, ({ createdAt, id }) => [createdAt.toISOString(), id]);
    },
  }),
  unreadNotifications: t.int({
    description: 'How many notifications the viewer has not seen.',
    resolve: (_root, _args, context) => countUnread(sessionOf(context)),
  }),
  notificationPreferences: t.field({
    type: [NotificationPreferenceRef],
    description: 'How the viewer wants to be told, kind by kind.',
    resolve: (_root, _args, context) => preferencesOf(sessionOf(context)),
  }),
}));
