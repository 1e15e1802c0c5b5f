import { exportWriter } from '../export.ts';
import { lettersOf, toneOf } from '../look.ts';
import type { Platform } from '../platform.ts';
import type { IcalDefinition } from './definition.ts';
import { genericDialect } from './dialect.ts';

/** A platform with calendar feeds, of which nothing is known but what its definition says. */
export function icalPlatform(key: string, name: string, definition: IcalDefinition): Platform {
  const { signIn, calendarHelp, exportPolling = { min: 60, max: 720 } } = definition;
  const { min, max } = exportPolling;
  return {
    key,
    base: 'generic_ical',
    name,
    letters: definition.letters ?? lettersOf(name),
    tone: definition.tone ?? toneOf(key),
    type: 'ical',
    modes: ['ical'],
    ical: {
      fetchesPerSecond: 10,
      exportPolling: { min, max, usual: Math.round((min + max) / 2) },
      writeExport: exportWriter(),
      stableUids: false,
      dialect: genericDialect,
      whereToFindUrl:
        definition.whereToFindUrl ??
        'Look for “Sync calendars”, “iCal” or “Export calendar” in the settings of the listing there, and copy the link.',
      setUp: definition.setUp ?? [
        'On the same page of the platform paste our calendar address where it asks for a calendar to import.',
      ],
    },
    links: { ...(signIn !== undefined && { signIn }), ...(calendarHelp !== undefined && { calendarHelp }) },
    defaults: definition.settings ?? {},
  };
}

/** Any platform with a calendar feed that is not worth a definition. */
export const genericIcal: Platform = icalPlatform('generic_ical', 'Other, by calendar feed', {
  letters: 'Oc',
  tone: 'fuchsia',
});
