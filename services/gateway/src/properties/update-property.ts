import { LockMode } from '@mikro-orm/core';
import { Member } from '@roomnight/database/entities/member';
import { Property } from '@roomnight/database/entities/property';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';

/**
 * Says who looks after a property: a member, or with null every manager again.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export function updateProperty(
  app: App,
  session: Session,
  { propertyId, managerId }: { propertyId: string; managerId?: string | null | undefined },
): Promise<Property> {
  return configure(app, session, async ({ em, record }) => {
    const property = isId(propertyId)
      ? await em.findOne(
          Property,
          { id: propertyId },
          { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
        )
      : null;
    if (!property) throw new NotFound('This organization has no such property.');
    if (managerId === undefined || property.managerId === managerId) return property;
    const isMember =
      managerId === null || (isId(managerId) && (await em.findOne(Member, { userId: managerId })) !== null);
    if (!isMember) throw new InvalidInput('managerId', 'This organization has no such member.');
    record({
      action: 'property.changed',
      subjectKind: 'property',
      subjectId: property.id,
      reason: 'changed by a member',
      before: { managerId: property.managerId },
      after: { managerId },
    });
    property.managerId = managerId;
    return property;
  });
}
