import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { sessionOf } from '../context.ts';
import { settingsOfPlatform } from '../listings/settings.ts';
import { builder } from './builder.ts';
import { PlatformType } from './enums.ts';
import { OtaPlatformRef } from './refs.ts';

OtaPlatformRef.implement({
  description: 'A kind of OTA, as this organization uses it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    key: t.exposeString('key', { description: 'The name of its plugin, such as `airbnb`.' }),
    name: t.exposeString('name', { description: 'As people know it, such as `Airbnb`.' }),
    type: t.expose('type', { type: PlatformType, description: 'How it is kept right.' }),
    icalUrl: t.string({
      nullable: true,
      description:
        'Always null: each listing has import and export URLs of its own, and they are secrets. See `Listing.importUrlHint`.',
      resolve: () => null,
    }),
    syncInterval: t.int({
      description: 'Minutes between two polls of a feed, unless the listing says otherwise.',
      resolve: (platform) => settingsOfPlatform(platform).intervalMinutes.value,
    }),
    isActive: t.exposeBoolean('isActive', { description: 'Whether the organization uses it.' }),
  }),
});

builder.queryField('platforms', (t) =>
  t.field({
    type: [OtaPlatformRef],
    description: 'The kinds of OTA this organization uses.',
    resolve: (_root, _args, context) =>
      sessionOf(context).em.find(OtaPlatform, {}, { orderBy: { name: 'asc' } }),
  }),
);
