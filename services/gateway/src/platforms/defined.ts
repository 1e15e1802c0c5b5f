import { checkDefinition, type PlatformDefinition } from '@roomnight/platforms/define-platform';
import type { GenericBase } from '@roomnight/platforms/platform';
import { InvalidInput } from '../failures.ts';

/** What a person says of a platform of their own: of one kind or the other. */
export interface DefinitionInput {
  ical?: object | null | undefined;
  manual?: object | null | undefined;
}

export interface Defined {
  readonly base: GenericBase;
  readonly definition: PlatformDefinition;
}

/**
 * The kind of a platform and its definition as it is kept, with a change: what is not given stays, null is as usual.
 *
 * @throws {InvalidInput} naming every field at fault
 */
export function definedBy({ ical, manual }: DefinitionInput, kept: PlatformDefinition = {}): Defined {
  const given = ical ?? manual;
  if (!given || (ical && manual)) {
    throw new InvalidInput(
      'ical',
      'Say either how it works by feed, or how it is done by hand: one of the two.',
    );
  }
  const base = ical ? 'generic_ical' : 'generic_manual';
  const changes = Object.entries(given).filter(([, value]) => value !== undefined);
  const checked = checkDefinition(base, said({ ...kept, ...Object.fromEntries(changes) }));
  if (!checked.ok) throw InvalidInput.of(checked.faults);
  return { base, definition: checked.definition };
}

/** Without what is null. Of settings too, where it means inherited; inside a penalty it is a value. */
function said(definition: object): object {
  const entries = Object.entries(definition).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'settings' ? said(Object(value)) : value]),
  );
}
