import { randomUUID } from 'node:crypto';
import { Property } from '@roomnight/database/entities/property';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { requiredText } from '../input.ts';

/** @throws {InvalidInput} */
export async function createProperty(
  app: App,
  session: Session,
  input: { name: string; city: string },
): Promise<Property> {
  const name = requiredText('name', input.name, 200);
  const city = requiredText('city', input.city, 100);
  return configure(app, session, async ({ em, now, record }) => {
    const property = em.create(Property, {
      id: randomUUID(),
      organizationId: session.viewer.organizationId,
      name,
      city,
      managerId: null,
      createdAt: now,
    });
    record({
      action: 'property.created',
      subjectKind: 'property',
      subjectId: property.id,
      reason: 'created by a member',
      after: { name, city },
    });
    return property;
  });
}
