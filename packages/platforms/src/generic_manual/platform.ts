import { lettersOf, toneOf } from '../look.ts';
import type { Platform } from '../platform.ts';
import { manualChecklist } from './checklist.ts';
import type { ManualDefinition } from './definition.ts';

/** A platform kept right by hand, of which nothing is known but what its definition says. */
export function manualPlatform(key: string, name: string, definition: ManualDefinition): Platform {
  const { signIn } = definition;
  return {
    key,
    base: 'generic_manual',
    name,
    letters: definition.letters ?? lettersOf(name),
    tone: definition.tone ?? toneOf(key),
    type: 'manual',
    modes: ['manual'],
    manual: manualChecklist(name, definition),
    links: signIn === undefined ? {} : { signIn },
    defaults: definition.settings ?? {},
  };
}

/** Any platform without a calendar feed that is not worth a definition. */
export const genericManual: Platform = manualPlatform('generic_manual', 'Other, by hand', {
  letters: 'Oh',
  tone: 'lime',
  untilInclusive: true,
  closing: 'status',
});
