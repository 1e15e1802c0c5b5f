import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { SecretBox } from '@roomnight/database/secret-box';
import { createOrganization, type Organization } from './organization.ts';

/** The platform all feeds of the bench are from. */
export const platform = 'airbnb';

const made = z.object({ feedUrl: z.url() });

export interface Feeds {
  readonly organization: Organization;
  readonly listingIds: readonly string[];
}

/** Listings that import feeds of the simulator: half a year of calendar each, which nobody changes any more. */
export async function createFeeds(
  admin: Pool,
  secrets: SecretBox,
  simulator: string,
  count: number,
  occupancy = 0.5,
): Promise<Feeds> {
  const organization = await createOrganization(admin, count);
  const { organizationId, unitIds } = organization;
  const platformId = randomUUID();
  const now = new Date();
  await admin.query(
    `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
     VALUES ($1, $2, $3, 'Airbnb', 'ical', $4)`,
    [platformId, organizationId, platform, now],
  );
  const listingIds: string[] = [];
  for (const [at, unitId] of unitIds.entries()) {
    const listingId = randomUUID();
    const url = await createFeed(simulator, at, occupancy);
    await admin.query(
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted,
         import_url_hint, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'ical', $5, 'simulator', $6, $6)`,
      [listingId, organizationId, unitId, platformId, secrets.seal(url, listingId), now],
    );
    listingIds.push(listingId);
  }
  return { organization, listingIds };
}

async function createFeed(simulator: string, at: number, occupancy: number): Promise<string> {
  const response = await fetch(`${simulator}/control/listings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ platform, name: `Unit ${at}`, seed: at, sellRate: 0, occupancy }),
  });
  if (response.status !== 201) throw new Error(`The simulator answered ${response.status}.`);
  return made.parse(await response.json()).feedUrl;
}
