import { z } from 'zod';
import { type Account, DemoRefused } from './account.ts';
import { type DemoPlatform, type DemoProperty, type DemoUnit, PORTFOLIO } from './portfolio.ts';
import { connectExport, openSimulatedListing } from './simulated-listing.ts';

const id = z.object({ id: z.string() });
const existing = z.object({
  properties: z.object({
    nodes: z.array(
      id.extend({
        name: z.string(),
        units: z.array(
          id.extend({
            name: z.string(),
            listings: z.array(z.object({ platform: z.object({ key: z.string() }) })),
          }),
        ),
      }),
    ),
  }),
});
type Existing = z.infer<typeof existing>['properties']['nodes'];
type ExistingUnit = Existing[number]['units'][number];

/** Makes what of the portfolio is not there yet, so that a seeding that was cut short goes on where it stopped. */
export async function setUpPortfolio(account: Account, simulatorUrl: string): Promise<void> {
  const { properties } = await account.graphql(
    existing,
    '{ properties(first: 200) { nodes { id name units { id name listings { platform { key } } } } } }',
  );
  let seed = 1;
  for (const wanted of PORTFOLIO) {
    const property = properties.nodes.find(({ name }) => name === wanted.name);
    const propertyId = property?.id ?? (await createProperty(account, wanted));
    for (const unit of wanted.units) {
      const there = property?.units.find(({ name }) => name === unit.name);
      await setUpUnit(account, simulatorUrl, { propertyId, wanted: unit, there, seed });
      seed += unit.platforms.length;
    }
  }
}

interface UnitPlan {
  propertyId: string;
  wanted: DemoUnit;
  there: ExistingUnit | undefined;
  seed: number;
}

async function setUpUnit(
  account: Account,
  simulatorUrl: string,
  { propertyId, wanted, there, seed }: UnitPlan,
): Promise<void> {
  const unitId = there?.id ?? (await createUnit(account, propertyId, wanted));
  const besides: string[] = [];
  for (const [at, platform] of wanted.platforms.entries()) {
    if (there?.listings.some((listing) => listing.platform.key === platform)) continue;
    if (platform !== 'airbnb' && platform !== 'vrbo') {
      await createListing(account, { unitId, platformKey: platform });
      continue;
    }
    const wish = { platform, name: wanted.name, seed: seed + at, besides: wanted.careless ? [] : besides };
    const simulated = await openSimulatedListing(simulatorUrl, wish);
    besides.push(simulated.id);
    const exportUrl = await createListing(account, {
      unitId,
      platformKey: platform,
      importUrl: simulated.feedUrl,
    });
    await connectExport(simulatorUrl, simulated.id, exportUrl);
  }
}

async function createProperty(account: Account, { name, city }: DemoProperty): Promise<string> {
  const { createProperty: made } = await account.graphql(
    z.object({ createProperty: z.object({ property: id.optional(), message: z.string().optional() }) }),
    `mutation ($input: CreatePropertyInput!) { createProperty(input: $input) {
       ... on CreatePropertySuccess { property { id } } ... on Error { message } } }`,
    { input: { name, city } },
  );
  return done(made.property?.id, made.message);
}

async function createUnit(account: Account, propertyId: string, { name, sleeps }: DemoUnit): Promise<string> {
  const { createUnit: made } = await account.graphql(
    z.object({ createUnit: z.object({ unit: id.optional(), message: z.string().optional() }) }),
    `mutation ($input: CreateUnitInput!) { createUnit(input: $input) {
       ... on CreateUnitSuccess { unit { id } } ... on Error { message } } }`,
    { input: { propertyId, name, sleeps } },
  );
  return done(made.unit?.id, made.message);
}

/** Returns the address of our export for that listing. */
async function createListing(
  account: Account,
  input: { unitId: string; platformKey: DemoPlatform; importUrl?: string },
): Promise<string> {
  const { createListing: made } = await account.graphql(
    z.object({
      createListing: z.object({ exportUrl: z.string().optional(), message: z.string().optional() }),
    }),
    `mutation ($input: CreateListingInput!) { createListing(input: $input) {
       ... on CreateListingSuccess { exportUrl } ... on Error { message } } }`,
    { input },
  );
  return done(made.exportUrl, made.message);
}

function done(made: string | undefined, message: string | undefined): string {
  if (made === undefined) throw new DemoRefused(message ?? 'the API made nothing and did not say why');
  return made;
}
