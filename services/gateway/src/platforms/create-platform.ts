import { randomUUID } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { lettersOf } from '@roomnight/platforms/look';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { requiredText } from '../input.ts';
import { type DefinitionInput, definedBy } from './defined.ts';
import { newKey } from './new-key.ts';
import { pluginOf } from '@roomnight/platforms/plugin-of';

const MOST = 200;

/**
 * Makes a platform of the organization's own, as data on a generic plugin.
 *
 * @throws {InvalidInput}
 */
export async function createPlatform(
  app: App,
  session: Session,
  input: DefinitionInput & { name: string },
): Promise<OtaPlatform> {
  const name = requiredText('name', input.name, 100);
  const { base, definition } = definedBy(input);
  return configure(app, session, async ({ em, now, record, announce }) => {
    const others = await em.find(OtaPlatform, {});
    refuseName(name, others);
    if (others.length >= MOST) throw new InvalidInput('name', `At most ${MOST} platforms.`);
    const letters = others.flatMap((other) => pluginOf(other)?.letters ?? []);
    const created = em.create(OtaPlatform, {
      id: randomUUID(),
      organizationId: session.viewer.organizationId,
      key: newKey(name, new Set(others.map(({ key }) => key))),
      name,
      type: base === 'generic_ical' ? 'ical' : 'manual',
      base,
      definition: { letters: lettersOf(name, letters), ...definition },
      isActive: true,
      settings: {},
      createdAt: now,
    });
    await flushed(em);
    record({
      action: 'platform.created',
      subjectKind: 'platform',
      subjectId: created.id,
      reason: 'created by a member',
      after: { name, base, definition: created.definition },
    });
    announce({ type: 'PlatformChanged' });
    return created;
  });
}

/** People could not tell two platforms of one name apart. */
export function refuseName(name: string, others: readonly OtaPlatform[]): void {
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
    throw new InvalidInput('name', 'There is a platform of this name already.');
  }
}

async function flushed(em: EntityManager): Promise<void> {
  await em.flush().catch((error: unknown) => {
    // Somebody else, or the same person's second click, was first.
    if (error instanceof UniqueConstraintViolationException)
      throw new InvalidInput('name', 'There is a platform of this name already.');
    throw error;
  });
}
