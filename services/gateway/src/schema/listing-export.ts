import { ExportDestination } from '@roomnight/database/entities/export-destination';
import type { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { withOrganization } from '@roomnight/database/tenant';
import { BROWSER, OTHER } from '@roomnight/platforms/export-agent';
import { platforms } from '@roomnight/platforms/registry';
import { type Context, sessionOf } from '../context.ts';
import { expectedFetch, missingSince } from '@roomnight/contracts/export-fetching';
import { hintOfExportUrl } from '../exports/export-url.ts';
import {
  type ExportAddress,
  type ExportVisits,
  readAddresses,
  readVisits,
} from '../exports/read-listing-export.ts';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import { builder } from './builder.ts';
import { ListingRef } from './refs.ts';

interface ListingExport {
  destination: ExportDestination | null;
  addresses: ExportAddress[];
  visits: ExportVisits[];
  intervalMinutes: number | null;
}

const ExportAddressRef = builder.objectRef<ExportAddress>('ExportAddress').implement({
  description: 'An address at which a listing’s export is answered.',
  fields: (t) => ({
    hint: t.string({
      description: 'Its start and its last four characters: the whole of it is a secret.',
      resolve: ({ tokenHint }, _args, { app }) => hintOfExportUrl(app.env.PUBLIC_URL, tokenHint) ?? '',
    }),
    createdAt: t.expose('createdAt', { type: 'Instant', description: 'When it was made.' }),
    endsAt: t.expose('endsAt', {
      type: 'Instant',
      nullable: true,
      description: 'Until when it is answered, since it was replaced; null of the current one.',
    }),
    lastFetchAt: t.expose('lastFetchAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was last fetched by other than a person’s browser; null when it was not of late.',
    }),
  }),
});

const ExportVisitsRef = builder.objectRef<ExportVisits>('ExportVisits').implement({
  description: 'Visits of one kind of agent to a listing’s export.',
  fields: (t) => ({
    agent: t.exposeString('agentKind', {
      description: 'A platform by its key, `browser`, or `other` that tells neither.',
    }),
    agentName: t.string({
      description: 'It, for people.',
      resolve: ({ agentKind }) => nameOfAgent(agentKind),
    }),
    visits: t.exposeInt('visits', { description: 'How many, in the two weeks that they are kept.' }),
    lastAt: t.expose('lastAt', { type: 'Instant', description: 'When it came last.' }),
    addressEnd: t.exposeString('tokenHint', {
      nullable: true,
      description: 'The last four characters of the address it came by; null when that is not known.',
    }),
  }),
});

function nameOfAgent(kind: string): string {
  if (kind === BROWSER) return 'A person’s browser';
  if (kind === OTHER) return 'Something that does not say what it is';
  return platforms.find(({ key }) => key === kind)?.name ?? kind;
}

const ListingExportRef = builder.objectRef<ListingExport>('ListingExport').implement({
  description: 'Our calendar as a listing’s platform fetches it.',
  fields: (t) => ({
    addresses: t.expose('addresses', {
      type: [ExportAddressRef],
      description: 'Where it is answered, the current address first; none when it was revoked.',
    }),
    lastFetchAt: t.field({
      type: 'Instant',
      nullable: true,
      description:
        'When the platform last fetched it. Its own importer counts, or, while that was never seen, any but a browser.',
      resolve: ({ destination }) => destination?.fetchedAt ?? null,
    }),
    hasAddress: t.boolean({
      description:
        'Whether the platform has an address that is answered: false when the one it last fetched by has ended, or there is none.',
      resolve: ({ destination, addresses }) =>
        addresses.some(({ tokenId }) => !destination?.tokenId || tokenId === destination.tokenId),
    }),
    intervalMinutes: t.exposeInt('intervalMinutes', {
      nullable: true,
      description: 'Minutes between two fetches; null when nothing is known.',
    }),
    intervalObserved: t.boolean({
      description: 'Whether that is the median of its last fetches, or what is known of the platform.',
      resolve: ({ destination }) => destination?.intervalObserved ?? false,
    }),
    nextFetchAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it is taken to fetch next; null when it never did.',
      resolve: ({ destination }) =>
        destination && expectedFetch(destination.fetchedAt, destination.intervalMinutes),
    }),
    missingSince: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it has not fetched for three times its interval; null while all is well.',
      resolve: ({ destination, addresses }, _args, { app }) => {
        if (!destination || addresses.length === 0) return null;
        const since = missingSince(destination.fetchedAt, destination.intervalMinutes);
        return since < app.clock() ? since : null;
      },
    }),
    visits: t.expose('visits', {
      type: [ExportVisitsRef],
      description: 'Who fetched it of late, the latest first.',
    }),
  }),
});

async function load(listing: Listing, context: Context): Promise<ListingExport> {
  const { em, viewer } = sessionOf(context);
  const { pool, clock } = context.app;
  const [destination, platform, { addresses, visits }] = await Promise.all([
    em.findOne(ExportDestination, { listingId: listing.id }, { refresh: true }),
    em.findOneOrFail(OtaPlatform, { id: listing.platformId }),
    withOrganization(pool, viewer.organizationId, async (tx) => ({
      addresses: await readAddresses(tx, listing.id, clock()),
      visits: await readVisits(tx, listing.id),
    })),
  ]);
  const expected = pluginOf(platform)?.ical?.exportPolling.usual ?? null;
  const intervalMinutes = destination?.intervalMinutes ?? expected;
  return { destination, addresses, visits, intervalMinutes };
}

builder.objectField(ListingRef, 'export', (t) =>
  t.field({
    type: ListingExportRef,
    description:
      'Our calendar as its platform fetches it. Costs a few statements: for one listing, not for all.',
    complexity: 50,
    resolve: (listing, _args, context) => load(listing, context),
  }),
);
