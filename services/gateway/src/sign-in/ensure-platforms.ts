import { platforms } from '@roomnight/platforms/registry';
import { withOrganization } from '@roomnight/database/tenant';
import type { Pool } from 'pg';

/**
 * Gives an organization a row for every platform of the registry that it has none for. Called when an organization
 * is made and at each sign-in, so that a crash between the two, or a platform added later, is made good.
 */
export async function ensurePlatforms(pool: Pool, organizationId: string, now: Date): Promise<void> {
  await withOrganization(pool, organizationId, (tx) =>
    tx.query({
      name: 'ensure-platforms',
      text: `INSERT INTO gateway.ota_platforms (organization_id, key, name, type, created_at)
             SELECT $1, key, name, type, $2 FROM unnest($3::text[], $4::text[], $5::text[]) AS plugin (key, name, type)
             ON CONFLICT (organization_id, key) DO NOTHING`,
      values: [
        organizationId,
        now,
        platforms.map(({ key }) => key),
        platforms.map(({ name }) => name),
        platforms.map(({ type }) => type),
      ],
    }),
  );
}
