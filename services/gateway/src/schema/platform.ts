import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { Listing } from '@roomnight/database/entities/listing';
import type { MinuteRange } from '@roomnight/platforms/platform';
import { platforms } from '@roomnight/platforms/registry';
import { lettersOf } from '@roomnight/platforms/look';
import { sessionOf } from '../context.ts';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import { settingsOfPlatform, shownOfPlatform } from '../platforms/shown-settings.ts';
import { builder } from './builder.ts';
import { ListingMode, PlatformTone, PlatformType } from './enums.ts';
import { definitionOf, PlatformDefinitionRef } from './platform-definition.ts';
import { OtaPlatformRef } from './refs.ts';
import { SettingRef } from './setting.ts';

const MinuteRangeRef = builder.objectRef<MinuteRange>('MinuteRange').implement({
  description: 'Some minutes, more or less.',
  fields: (t) => ({
    usual: t.exposeInt('usual', { description: 'The middle.' }),
    min: t.exposeInt('min', { description: 'The least.' }),
    max: t.exposeInt('max', { description: 'The most.' }),
  }),
});

OtaPlatformRef.implement({
  description: 'A kind of OTA, as this organization uses it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    key: t.exposeString('key', { description: 'Its short name in addresses and inputs.' }),
    name: t.exposeString('name', { description: 'As people know it.' }),
    letters: t.string({
      description: 'Two letters that stand for it where space is short.',
      resolve: (platform) => pluginOf(platform)?.letters ?? lettersOf(platform.name),
    }),
    tone: t.field({
      type: PlatformTone,
      description: 'The colour it has on the screen.',
      resolve: (platform) => pluginOf(platform)?.tone ?? 'lime',
    }),
    type: t.expose('type', {
      type: PlatformType,
      description: 'How it is kept right, unless a listing says otherwise.',
    }),
    modes: t.field({
      type: [ListingMode],
      description: 'How a listing on it can be kept right.',
      resolve: (platform) => [...(pluginOf(platform)?.modes ?? [])],
    }),
    isOwn: t.boolean({
      description: 'Whether the organization made it itself.',
      resolve: ({ base }) => Boolean(base),
    }),
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
    isActive: t.exposeBoolean('isActive', { description: 'Whether new listings can be made on it.' }),
    signInUrl: t.string({
      nullable: true,
      description: 'Where to sign in.',
      resolve: (platform) => pluginOf(platform)?.links.signIn,
    }),
    calendarHelpUrl: t.string({
      nullable: true,
      description: 'Its own page on connecting calendars.',
      resolve: (platform) => pluginOf(platform)?.links.calendarHelp,
    }),
    whereToFindUrl: t.string({
      nullable: true,
      description: 'Where in its own pages the address of a feed is found; null where it has no feeds.',
      resolve: (platform) => pluginOf(platform)?.ical?.whereToFindUrl,
    }),
    feedSetUp: t.stringList({
      description: 'What to do and check once for a listing by feed.',
      resolve: (platform) => [...(pluginOf(platform)?.ical?.setUp ?? [])],
    }),
    manualSetUp: t.stringList({
      description: 'What to check once for a listing by hand.',
      resolve: (platform) => [...(pluginOf(platform)?.manual?.setUp ?? [])],
    }),
    exportPolling: t.field({
      type: MinuteRangeRef,
      nullable: true,
      description:
        'Minutes between two of its visits to our calendar, as it is known; null where it has no feeds.',
      resolve: (platform) => pluginOf(platform)?.ical?.exportPolling,
    }),
    fetchesPerSecond: t.float({
      nullable: true,
      description:
        'How many of its feeds are fetched a second at most, by everybody together: of the platform, not a setting.',
      resolve: (platform) => pluginOf(platform)?.ical?.fetchesPerSecond,
    }),
    definition: t.field({
      type: PlatformDefinitionRef,
      nullable: true,
      description: 'What the organization said of it, if it made it itself.',
      resolve: ({ definition }) => definitionOf(definition),
    }),
    settings: t.field({
      type: [SettingRef],
      description: 'What holds for all listings on it that do not say otherwise.',
      resolve: (platform) => shownOfPlatform(platform),
    }),
    listingCount: t.loadable({
      type: 'Int',
      description: 'How many listings there are on it.',
      load: async (platformIds: string[], context) => {
        const { em } = sessionOf(context);
        const listings = await em.find(
          Listing,
          { platformId: platformIds, status: { $ne: 'deleted' } },
          { fields: ['platformId'] },
        );
        const counts = Map.groupBy(listings, ({ platformId }) => platformId);
        return platformIds.map((id) => counts.get(id)?.length ?? 0);
      },
      resolve: ({ id }) => id,
    }),
  }),
});

const order = new Map(platforms.map(({ key }, at) => [key, at]));

builder.queryField('platforms', (t) =>
  t.field({
    type: [OtaPlatformRef],
    description: 'The kinds of OTA this organization uses: the known ones first, then its own by name.',
    resolve: async (_root, _args, context) => {
      const found = await sessionOf(context).em.find(OtaPlatform, {}, { orderBy: { name: 'asc' } });
      const placeOf = ({ key, base }: OtaPlatform) => (base ? order.size : (order.get(key) ?? order.size));
      return found.toSorted((a, b) => placeOf(a) - placeOf(b));
    },
  }),
);
