import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { missingSince } from '@roomnight/contracts/export-fetching';
import type { AlertFacts, AlertWords, WordsOf } from './alert-words.ts';
import type { Look, Trouble } from './incidents.ts';

export const EXPORT_CONCERN = 'export';

/** A platform that fetched a listing's export at least once, and still has an address to do so. */
export interface WatchedExport {
  organizationId: string;
  listingId: string;
  /** Key of the platform in that organization. */
  platform: string;
  fetchedAt: Date;
  intervalMinutes: number;
}

/** Which platforms stopped fetching: what never began is something to set up, not something that is wrong. */
export function exportTroubles(exports: readonly WatchedExport[], now: Date): Look {
  const troubles = exports.flatMap(({ listingId, platform, fetchedAt, intervalMinutes }): Trouble[] => {
    const since = missingSince(fetchedAt, intervalMinutes);
    if (since > now) return [];
    const detail = `It was last fetched ${formatInstantWithDayIst(fetchedAt)}, and before that every ${inWords(intervalMinutes)}.`;
    return [
      { listingId, concern: EXPORT_CONCERN, kind: 'export_not_fetched', group: platform, since, detail },
    ];
  });
  return { troubles, undecided: new Set() };
}

function inWords(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}

export const exportAlertWords: Readonly<Record<string, WordsOf>> = {
  export_not_fetched: ({ since, listings }: AlertFacts): AlertWords => {
    const [first] = listings;
    const platform = first?.platform ?? '';
    const one = listings.length === 1;
    return {
      severity: 'medium',
      title: one
        ? `${platform} stopped fetching our calendar of ${first?.place}`
        : `${platform} stopped fetching ${listings.length} of our calendars`,
      sentence:
        one && first?.detail ? first.detail : `The first is missing since ${formatInstantWithDayIst(since)}.`,
      meaning: `What is taken here since then can still be sold on ${platform}.`,
      advice: `Look on ${platform} whether our address is still among the calendars it imports, and refresh it there; the address is on the listing’s page. If no platform fetches any more, ask whoever runs Roomnight whether it can be reached from outside.`,
    };
  },
};

/** Why it is over, after “the listing”. */
export const exportRecoveries: Readonly<Record<string, string>> = {
  [EXPORT_CONCERN]: 'our calendar is fetched again',
};
