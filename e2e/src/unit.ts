import type { Manager } from './manager.ts';

type Made<Thing> = Thing & { __typename: string; message?: string };

/** A property with one unit, and what its platforms need to know of each other. */
export async function newUnit(
  manager: Manager,
  property: string,
  name: string,
  fields: { rooms?: number } = {},
): Promise<string> {
  return createUnit(manager, { propertyId: await newProperty(manager, property), name, ...fields });
}

/** A property with one unit that has parts: first its own id, then theirs. */
export async function newHouse(
  manager: Manager,
  property: string,
  name: string,
  parts: readonly string[],
): Promise<string[]> {
  const propertyId = await newProperty(manager, property);
  const ids = [await createUnit(manager, { propertyId, name })];
  for (const part of parts)
    ids.push(await createUnit(manager, { propertyId, name: part, parentUnitId: ids[0] }));
  return ids;
}

async function newProperty(manager: Manager, name: string): Promise<string> {
  const { createProperty } = await manager.ask<{ createProperty: Made<{ property: { id: string } }> }>(
    `mutation ($input: CreatePropertyInput!) {
      createProperty(input: $input) { __typename ... on CreatePropertySuccess { property { id } } ... on Error { message } }
    }`,
    { input: { name, city: 'Goa' } },
  );
  return succeeded(createProperty).property.id;
}

async function createUnit(manager: Manager, input: object): Promise<string> {
  const { createUnit: made } = await manager.ask<{ createUnit: Made<{ unit: { id: string } }> }>(
    `mutation ($input: CreateUnitInput!) {
      createUnit(input: $input) { __typename ... on CreateUnitSuccess { unit { id } } ... on Error { message } }
    }`,
    { input },
  );
  return succeeded(made).unit.id;
}

export interface NewListing {
  readonly unitId: string;
  readonly platformKey: string;
  readonly importUrl?: string;
}

/** A listing, with the address at which its platform reads our calendar. */
export async function newListing(
  manager: Manager,
  { unitId, platformKey, importUrl }: NewListing,
): Promise<{ id: string; exportUrl: string }> {
  const input = { unitId, platformKey, mode: importUrl === undefined ? 'MANUAL' : 'ICAL', importUrl };
  const { createListing } = await manager.ask<{
    createListing: Made<{ listing: { id: string }; exportUrl: string }>;
  }>(
    `mutation ($input: CreateListingInput!) {
      createListing(input: $input) {
        __typename ... on CreateListingSuccess { listing { id } exportUrl } ... on Error { message }
      }
    }`,
    { input },
  );
  const { listing, exportUrl } = succeeded(createListing);
  return { id: listing.id, exportUrl };
}

/** Polls a feed now; what came of it. */
export async function syncNow(manager: Manager, listingId: string): Promise<string> {
  const { syncNow: answer } = await manager.ask<{ syncNow: Made<{ outcome: string }> }>(
    `mutation ($listingId: ID!) {
      syncNow(listingId: $listingId) { __typename ... on SyncNowSuccess { outcome message } ... on Error { message } }
    }`,
    { listingId },
  );
  return answer.outcome;
}

function succeeded<Answer extends { __typename: string; message?: string }>(answer: Answer): Answer {
  if (!answer.__typename.endsWith('Success')) throw new Error(`${answer.__typename}: ${answer.message}`);
  return answer;
}
