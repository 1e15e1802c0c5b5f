import type { z } from 'zod';
import { icalDefinition } from './generic_ical/definition.ts';
import { icalPlatform } from './generic_ical/platform.ts';
import { manualDefinition } from './generic_manual/definition.ts';
import { manualPlatform } from './generic_manual/platform.ts';
import type { GenericBase, Platform } from './platform.ts';
import { faultsOf, type SettingFault } from './settings.ts';

const bases = {
  generic_ical: (key: string, name: string, given: unknown) =>
    icalPlatform(key, name, icalDefinition.parse(given)),
  generic_manual: (key: string, name: string, given: unknown) =>
    manualPlatform(key, name, manualDefinition.parse(given)),
};

const schemas = { generic_ical: icalDefinition, generic_manual: manualDefinition };

/** What a person says of a platform of their own, as it is kept. */
export type PlatformDefinition = Readonly<Record<string, unknown>>;

/**
 * A platform as data on a generic plugin.
 *
 * @throws {z.ZodError} when the definition is none
 */
export function definePlatform(base: GenericBase, key: string, name: string, definition: unknown): Platform {
  return bases[base](key, name, definition);
}

/** Reads a definition that a person gives; all faults at once, each naming its field and what is allowed. */
export function checkDefinition(
  base: GenericBase,
  given: unknown,
): { ok: true; definition: PlatformDefinition } | { ok: false; faults: SettingFault[] } {
  const parsed: z.ZodSafeParseResult<PlatformDefinition> = schemas[base].safeParse(given);
  return parsed.success
    ? { ok: true, definition: parsed.data }
    : { ok: false, faults: faultsOf(parsed.error) };
}
