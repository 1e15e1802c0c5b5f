import { millisecondsInMinute } from 'date-fns/constants';
import { BROWSER, type AgentKind } from '@roomnight/platforms/export-agent';

/** What a listing's platform knows of our calendar. */
export interface Destination {
  /** Its own importer was seen: from then on nothing else counts as the platform. */
  readonly knownByName: boolean;
  readonly fetchedAt: Date;
  /** The version it was served last; a 304 counts for the version of its ETag. */
  readonly version: number;
  /** By which address. */
  readonly tokenId: string;
  /** The last few, newest first. */
  readonly visits: readonly Date[];
}

/** One answered visit to an export. */
export interface Visit {
  readonly fetchedAt: Date;
  readonly agentKind: AgentKind;
  readonly version: number;
  readonly tokenId: string;
}

/** Platforms that retry, or ask twice to be sure, do so within moments. */
const SAME_VISIT_MS = millisecondsInMinute;
const VISITS_KEPT = 13;
const GAPS_NEEDED = 5;

/**
 * What the platform knows after a visit. A person who looks at the export is not the platform, nor, once the platform's
 * own importer was seen, is anything else. Where it never was seen, for many do not say who they are, every visit counts
 * that is no browser's.
 */
export function destinationAfter(
  known: Destination | undefined,
  { fetchedAt, agentKind, version, tokenId }: Visit,
  platformKey: string,
): Destination | undefined {
  const byName = agentKind === platformKey;
  if (agentKind === BROWSER || (known?.knownByName && !byName)) return known;
  // What came before it was taken for the platform for want of better.
  const before = known && known.knownByName === byName ? known : undefined;
  const late = before && before.fetchedAt > fetchedAt;
  return {
    knownByName: byName,
    ...(late ? before : { fetchedAt, version, tokenId }),
    visits: visitsAfter(before?.visits ?? [], fetchedAt),
  };
}

function visitsAfter(visits: readonly Date[], at: Date): readonly Date[] {
  const [last] = visits;
  if (last && at.getTime() - last.getTime() < SAME_VISIT_MS) return visits;
  return [at, ...visits].slice(0, VISITS_KEPT);
}

/** Minutes between two visits, the median of the last ones; undefined until there were enough of them. */
export function observedMinutes(visits: readonly Date[]): number | undefined {
  const gaps = visits
    .slice(1)
    .map((earlier, at) => (visits[at]?.getTime() ?? 0) - earlier.getTime())
    .toSorted((a, b) => a - b);
  if (gaps.length < GAPS_NEEDED) return undefined;
  const middle = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(1, Math.round(middle / millisecondsInMinute));
}
