import type { Dialect, FeedEvent } from './feed.ts';
import { genericDialect, writers } from './generic_ical/dialect.ts';
import { platforms } from './registry.ts';

/** Which platform wrote a feed, and what shows it. */
export interface Recognition {
  /** Null when it is nobody's, or of somebody whose feeds can be read but who is no platform here. */
  readonly platformKey: string | null;
  /** As people call it. */
  readonly name: string;
  readonly confidence: 'certain' | 'likely' | 'guess' | 'unknown';
  /** Sentences. Nothing of the feed's own text. */
  readonly signs: readonly string[];
}

export interface RecogniseInput {
  /** Of the address; undefined for a file. */
  readonly host?: string | undefined;
  readonly prodId: string;
  readonly events: readonly FeedEvent[];
}

interface Candidate {
  readonly platformKey: string | null;
  readonly name: string;
  readonly dialect: Dialect | undefined;
  readonly hosts: RegExp | undefined;
}

const nobody: Recognition = {
  platformKey: null,
  name: 'no platform that is known',
  confidence: 'unknown',
  signs: ['Neither its address, nor its maker, nor its wording is of a platform that is known.'],
};

const ofPlatforms = platforms.flatMap(({ key, name, ical }): Candidate[] => {
  if (!ical) return [];
  // The generic dialect reads anything, so it tells nothing.
  const dialect = ical.dialect === genericDialect ? undefined : ical.dialect;
  return [{ platformKey: key, name, dialect, hosts: ical.feedHosts }];
});

const ofOthers = writers
  .filter((writer) => ofPlatforms.every(({ dialect }) => dialect !== writer))
  .map((dialect): Candidate => ({ platformKey: null, name: nameOf(dialect), dialect, hosts: undefined }));

/** Finds who wrote a feed by its host, its PRODID, and the UIDs and wording of its events. */
export function recognise(input: RecogniseInput): Recognition {
  const weighed = [...ofPlatforms, ...ofOthers].map((candidate) => weigh(candidate, input));
  const [best] = weighed.toSorted((a, b) => b.weight - a.weight);
  if (!best || best.weight === 0) return nobody;
  const { weight, candidate, signs } = best;
  const confidence = weight >= 5 ? 'certain' : weight >= 3 ? 'likely' : 'guess';
  return { platformKey: candidate.platformKey, name: candidate.name, confidence, signs };
}

/** Nobody else has a platform's host or PRODID; a few events of its wording may come from anywhere. */
function weigh(candidate: Candidate, { host, prodId, events }: RecogniseInput) {
  const { name, dialect, hosts } = candidate;
  const written = dialect ? events.filter((event) => dialect.wrote(event)).length : 0;
  const share = events.length === 0 ? 0 : written / events.length;
  const signs: { weight: number; sign: string }[] = [];
  if (host && hosts?.test(host.replace(/:\d+$/, ''))) {
    signs.push({ weight: 4, sign: `The address is ${name}’s own.` });
  }
  if (dialect?.prodId?.test(prodId)) {
    signs.push({ weight: 3, sign: `The calendar names ${name} as its maker (PRODID).` });
  }
  if (share >= 0.3) {
    const sign = `The UIDs or words of ${written} of ${events.length} events are as ${name} writes them.`;
    signs.push({ weight: share >= 0.8 ? 2 : 1, sign });
  }
  const weight = signs.reduce((sum, each) => sum + each.weight, 0);
  return { candidate, weight, signs: signs.map(({ sign }) => sign) };
}

/** `trip_com` is Trip.com. */
function nameOf({ name }: Dialect): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', '.');
}
