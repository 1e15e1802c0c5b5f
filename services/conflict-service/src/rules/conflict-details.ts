import { formatNights } from '@roomnight/calendar/format';
import type { Stay } from '@roomnight/calendar/stay';
import { conflictTitle, type ConflictKind } from '@roomnight/contracts/conflict-title';
import { placeName } from '@roomnight/contracts/place-name';
import type { Care } from './attention.ts';

/** What ops read of a conflict in Temporal UI: markdown, without any guest's name. */
export function conflictDetails(
  conflict: Care &
    Stay & {
      readonly kind: ConflictKind;
      /** Of the listing it is about, by name. */
      readonly platform: string | null;
      readonly property: string;
      readonly unit: string;
      readonly severityReason: string;
      readonly outcome: string | null;
      readonly openSteps: readonly string[];
    },
): string {
  const { kind, platform, property, unit, severity, severityReason, status, outcome, openSteps, messages } =
    conflict;
  const what = `**${placeName(property, unit)}, ${formatNights(conflict)}**: ${conflictTitle(kind, platform ?? undefined)}.`;
  if (status === 'resolved') return `${what}\n\nOver. ${outcome ?? ''}`.trimEnd();
  const next =
    status === 'detected'
      ? 'Nobody has chosen a way out yet.'
      : openSteps.length === 0
        ? 'Everything chosen is done: it is over once the feeds show it.'
        : `A way out is chosen. Left to do:\n\n${openSteps.map((step) => `- ${step}`).join('\n')}`;
  return `${what}\n\nSeverity ${severity}: ${severityReason}\n\n${next}\n\nMessages sent: ${messages}.`;
}
