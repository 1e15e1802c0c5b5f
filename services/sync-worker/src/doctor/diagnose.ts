import type { Night } from '@roomnight/calendar/night';
import type { FeedCounts, FeedReport } from '@roomnight/contracts/feed-report';
import { isExportedUid } from '@roomnight/platforms/export';
import type { EventClass } from '@roomnight/platforms/feed';
import { genericDialect } from '@roomnight/platforms/generic_ical/dialect';
import type { Platform } from '@roomnight/platforms/platform';
import { recognise } from '@roomnight/platforms/recognise';
import { platforms } from '@roomnight/platforms/registry';
import { judgeFeed } from '../reading/judge-feed.ts';
import { readingOf } from '../reading/reading-of.ts';
import type { ParsedCalendar, Reading, ReadFailure } from '../reading/reading.ts';
import { labelEvents } from '../rules/label-events.ts';
import { effectOf, type Destination } from './effect.ts';
import { type Freshness, freshnessOf } from './freshness.ts';
import { odditiesOf } from './oddities.ts';

export interface DiagnoseInput {
  readonly parsed: ParsedCalendar | ReadFailure;
  readonly bytes: number;
  /** Of the address; undefined for a file. */
  readonly host?: string | undefined;
  /** Whose feed it is meant to be; undefined to go by what it looks like. */
  readonly platform?: Platform | undefined;
  /** Where it would be imported to; undefined when nobody said. */
  readonly destination?: Destination | undefined;
  readonly freshness: Freshness;
  readonly now: Date;
  readonly today: Night;
}

const mostEvents = 500;

/** Everything the feed doctor can say of one body. Decides nothing, changes nothing. */
export function diagnose(input: DiagnoseInput): FeedReport {
  const { parsed, bytes, host, today } = input;
  if (!parsed.ok) return notACalendar(parsed, bytes);
  const recognition = recognise({ host, prodId: parsed.prodId, events: parsed.events });
  const { platform } = input;
  const surely = recognition.confidence === 'certain' || recognition.confidence === 'likely';
  const readBy =
    platform ?? (surely ? platforms.find(({ key }) => key === recognition.platformKey) : undefined);
  const dialect = readBy?.ical?.dialect ?? genericDialect;
  const { destination } = input;
  const { bookingWindowDays } = destination ?? {};
  const read = readingOf(judgeFeed({ parsed, dialect, today, bookingWindowDays }));
  const reading = { ...read, events: labelled(read.events, destination, today) };
  const effect = destination ? effectOf({ reading, destination, now: input.now }) : null;
  const ownExport = parsed.events.length > 0 && parsed.events.every(({ uid }) => isExportedUid(uid));
  const oddities = odditiesOf({ reading, recognition, platform, prodId: parsed.prodId, today });
  const { verdict, sentence } = verdictOf({
    ownExport,
    oddities,
    reading,
    suspicion: effect?.suspicion ?? null,
  });
  return {
    verdict,
    sentence,
    failure: null,
    bytes,
    readAs: readBy?.key ?? dialect.name,
    recognition,
    counts: countsOf(reading),
    earliest: reading.events.at(0)?.checkIn ?? null,
    horizon: reading.horizon,
    freshness: freshnessOf(input.freshness, input.now),
    warnings: reading.warnings.map(({ message, line = null }) => ({ message, line })),
    oddities,
    events: reading.events.slice(0, mostEvents).map(({ checkIn, checkOut, as, reason, line }) => ({
      checkIn,
      checkOut,
      as,
      reason,
      line,
    })),
    effect,
  };
}

/** A report on what brought no calendar at all. */
export function notACalendar(
  { class: failure, message }: Pick<FeedReport['failure'] & object, 'class' | 'message'>,
  bytes: number,
): FeedReport {
  return {
    verdict: 'not_importable',
    sentence: message,
    failure: { class: failure, message },
    bytes,
    readAs: null,
    recognition: null,
    counts: countsOf(undefined),
    earliest: null,
    horizon: null,
    freshness: [],
    warnings: [],
    oddities: [],
    events: [],
    effect: null,
  };
}

interface VerdictInput {
  readonly ownExport: boolean;
  readonly oddities: readonly string[];
  readonly reading: Reading;
  readonly suspicion: string | null;
}

function verdictOf({
  ownExport,
  oddities,
  reading,
  suspicion,
}: VerdictInput): Pick<FeedReport, 'verdict' | 'sentence'> {
  if (ownExport) {
    const sentence =
      'This is a calendar that Roomnight exports. Give the address that the platform exports, not the one it imports.';
    return { verdict: 'not_importable', sentence };
  }
  const [first] = suspicion === null ? oddities : [`A poll would not believe it now: ${suspicion}`];
  if (first !== undefined) return { verdict: 'odd', sentence: first };
  if (reading.unreadable > 0) {
    return {
      verdict: 'odd',
      sentence: 'Some of it cannot be read: what is missing beside it proves nothing.',
    };
  }
  return { verdict: 'healthy', sentence: 'A calendar that can be imported as it is.' };
}

/** With our own echoes and what settings keep out told apart, where it is known what the platform imported from us. */
function labelled(
  events: Reading['events'],
  destination: Destination | undefined,
  today: Night,
): Reading['events'] {
  const basis = destination?.basis;
  if (!basis?.imports) return events;
  const { exportedNights, imports, snapshot } = basis;
  return labelEvents(events, { exportedNights, imports, entries: snapshot.entries, today });
}

function countsOf(reading: Reading | undefined): FeedCounts {
  const of = (wanted: EventClass) => reading?.events.filter(({ as }) => as === wanted).length ?? 0;
  return {
    events: reading?.events.length ?? 0,
    stays: of('stay'),
    tentative: of('tentative'),
    blocks: of('block'),
    closed: of('closed'),
    settings: of('settings'),
    echoes: of('own_echo'),
    mirrors: of('mirror'),
    cancelled: of('cancelled'),
    transparent: of('transparent'),
    unreadable: reading?.unreadable ?? 0,
  };
}
