import { formatInstantWithDayIst } from '@roomnight/calendar/format';

export type Severity = 'low' | 'medium' | 'high';

/** One listing that an alert concerns, as people know it. */
export interface ConcernedListing {
  /** The platform's name. */
  platform: string;
  /** Property and unit. */
  place: string;
  detail: string | null;
}

/** What an incident is told from. */
export interface AlertFacts {
  since: Date;
  /** At least one, by place. */
  listings: readonly ConcernedListing[];
}

/** What an alert says: what is wrong, since when, what that means for nights, and what to do. */
export interface AlertWords {
  severity: Severity;
  title: string;
  sentence: string;
  meaning: string;
  advice: string;
}

export type WordsOf = (facts: AlertFacts) => AlertWords;

const UNSEEN =
  'No night was freed. But what is sold there meanwhile is not seen here, so a night can be sold twice.';

/** The words of every kind of alert that feeds raise. */
export const feedAlertWords: Readonly<Record<string, WordsOf>> = {
  feed_failing: (facts) => ({
    severity: 'medium',
    title: `${feedsOf(facts)} cannot be read`,
    sentence: told(facts, 'Failing since', 'All fail in the same way, since'),
    meaning: UNSEEN,
    advice: `Roomnight goes on trying. Look whether ${platformsOf(facts)} works; if it gave a listing a new feed address, paste that into the listing.`,
  }),
  feed_suspect: (facts) => ({
    severity: 'high',
    title: `${feedsOf(facts)} ${facts.listings.length === 1 ? 'asks' : 'ask'} for a decision`,
    sentence: told(facts, 'So since', 'All became much shorter or empty, since'),
    meaning: 'No night was freed, and none will be until the feed recovers or a person decides.',
    advice: `Look at the calendar on ${platformsOf(facts)}. If the bookings are still there, do nothing: this ends when the feed shows them again. If they are gone, accept what the feed says on the listing’s page.`,
  }),
  feed_late: (facts) => ({
    severity: 'medium',
    title: `${feedsOf(facts)} ${facts.listings.length === 1 ? 'was' : 'were'} not polled`,
    sentence: told(facts, 'A poll was due', 'The first poll was due'),
    meaning: UNSEEN,
    advice: `Nothing is wrong with ${platformsOf(facts)}. “Sync now” on a listing polls it at once; if that does not help, ask whoever runs Roomnight to look at its sync-workers.`,
  }),
  not_polling: ({ since, listings }) => ({
    severity: 'high',
    title: 'Roomnight itself is not polling',
    sentence: `No feed was polled since ${formatInstantWithDayIst(since)}, when the first of ${counted(listings.length, 'overdue feed')} was due.`,
    meaning: UNSEEN,
    advice:
      'Nothing is wrong with the platforms. Ask whoever runs Roomnight to look whether a sync-worker runs and reaches Temporal and the database. Polling goes on by itself once one does.',
  }),
};

/** Why a listing's trouble is over by itself, by its concern. */
export const feedRecoveries: Readonly<Record<string, string>> = {
  suspect: 'the feed shows again what can be believed',
  failing: 'the feed can be read again',
  late: 'the feed is polled again',
};

/** Why a listing's trouble ended though it is not well. */
export const ANOTHER_TROUBLE = 'the feed has another trouble now';

/** `Airbnb feed of Casa Rosa, Blue Room`, `3 Airbnb feeds`, `3 feeds`. */
function feedsOf({ listings }: AlertFacts): string {
  const [first] = listings;
  if (first !== undefined && listings.length === 1) return `${first.platform} feed of ${first.place}`;
  const [only, ...others] = new Set(listings.map(({ platform }) => platform));
  return others.length === 0 ? `${listings.length} ${only} feeds` : `${listings.length} feeds`;
}

function platformsOf({ listings }: AlertFacts): string {
  const names = [...new Set(listings.map(({ platform }) => platform))].toSorted();
  return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function told({ since, listings }: AlertFacts, one: string, many: string): string {
  const when = formatInstantWithDayIst(since);
  if (listings.length > 1) return `${many} ${when}.`;
  const detail = listings[0]?.detail;
  return detail ? `${detail} ${one} ${when}.` : `${one} ${when}.`;
}

/** Why an alert is closed: `Of 3 listings: for 2 the feed can be read again; for 1 the listing was paused.` */
export function closingReason(endings: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const ending of endings) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  const [first = 'there is nothing left of it'] = endings;
  if (endings.length < 2) return `${first.charAt(0).toUpperCase()}${first.slice(1)}.`;
  if (counts.size === 1) return `For all ${endings.length} listings ${first}.`;
  const parts = [...counts].map(([ending, count]) => `for ${count} ${ending}`);
  return `Of ${endings.length} listings: ${parts.join('; ')}.`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
