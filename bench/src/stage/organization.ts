import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** A tenant with one property of many units. */
export interface Organization {
  readonly organizationId: string;
  readonly propertyId: string;
  readonly userId: string;
  readonly unitIds: readonly string[];
}

/** @param admin a superuser's pool: arranging is not what is measured */
export async function createOrganization(admin: Pool, units: number): Promise<Organization> {
  const organization = {
    organizationId: randomUUID(),
    propertyId: randomUUID(),
    userId: randomUUID(),
    unitIds: Array.from({ length: units }, () => randomUUID()),
  };
  const { organizationId, propertyId, unitIds } = organization;
  const now = new Date();
  await admin.query(
    `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1::uuid, 'Bench', $1::text, $2)`,
    [organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'House', 'Goa', $3)`,
    [propertyId, organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
     SELECT id, $1, $2, 'Unit ' || at, $3 FROM unnest($4::uuid[]) WITH ORDINALITY AS u (id, at)`,
    [organizationId, propertyId, now, unitIds],
  );
  return organization;
}
