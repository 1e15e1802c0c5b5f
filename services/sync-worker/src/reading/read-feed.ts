import { createHash } from 'node:crypto';
import { istNight, type Night } from '@roomnight/calendar/night';
import type { Dialect, FeedEvent, FeedFact, Verdict } from '@roomnight/platforms/feed';
import { openEnvelope } from './envelope.ts';
import type { ParserPool } from './parser-pool.ts';
import type { IgnoredEvent, ParsedCalendar, Reading, ReadFailure } from './reading.ts';
import { contentOf } from './unique-events.ts';

export interface ReadFeedRequest {
  readonly body: Uint8Array;
  readonly dialect: Dialect;
  /** When the body was fetched. */
  readonly now: Date;
  readonly parsers: ParserPool;
}

/** What a body says, in the platform's own dialect, or why it says nothing. */
export async function readFeed({
  body,
  dialect,
  now,
  parsers,
}: ReadFeedRequest): Promise<Reading | ReadFailure> {
  const envelope = openEnvelope(body);
  if (!envelope.ok) return envelope;
  const today = istNight(now);
  const parsed = await parsers.parse(envelope.calendar, today);
  return parsed.ok ? judge(parsed, dialect, today) : parsed;
}

/** A parsed calendar in the platform's words. */
export function judge(parsed: ParsedCalendar, dialect: Dialect, today: Night): Reading {
  const { events } = parsed;
  const busy = events.filter(({ transparent, status }) => !transparent && status !== 'cancelled');
  const verdictOf = dialect({ events: busy, today });
  const facts: FeedFact[] = [];
  const settings: FeedFact[] = [];
  const ignored: IgnoredEvent[] = [];
  const warnings = [...parsed.warnings];
  for (const event of busy) {
    const verdict = verdictOf(event);
    if (verdict.as === 'settings') {
      settings.push(factOf(event, { as: 'block', reason: verdict.reason }));
      ignored.push(ignoredEvent(event, verdict.reason));
      if (verdict.tell) warnings.push({ message: verdict.reason, line: event.line });
    } else {
      facts.push(factOf(event, verdict));
    }
  }
  const transparent = events.filter((event) => event.transparent);
  ignored.push(...transparent.map((event) => ignoredEvent(event, 'The feed says that it takes no time.')));

  return {
    ok: true,
    facts,
    settings,
    cancelled: events.filter(({ status }) => status === 'cancelled').map(({ uid }) => uid),
    ignored,
    warnings,
    events: events.length,
    unreadable: parsed.unreadable,
    contentHash: hashOf(events),
    horizon: events.reduce<Night | null>(
      (latest, { checkOut }) => (latest === null || checkOut > latest ? checkOut : latest),
      null,
    ),
  };
}

function factOf(event: FeedEvent, verdict: Exclude<Verdict, { as: 'settings' }>): FeedFact {
  const { uid, checkIn, checkOut } = event;
  return {
    uid,
    kind: verdict.as,
    tentative: verdict.as === 'stay' && verdict.tentative,
    checkIn,
    checkOut,
    guest: verdict.as === 'stay' ? verdict.guest : {},
    reason: verdict.reason,
  };
}

function ignoredEvent({ uid, checkIn, checkOut }: FeedEvent, reason: string): IgnoredEvent {
  return { uid, checkIn, checkOut, reason };
}

/** Events come sorted by content, so their order in the body does not show; DTSTAMP was never read. */
function hashOf(events: readonly FeedEvent[]): string {
  const hash = createHash('sha256');
  for (const event of events) hash.update(contentOf(event)).update('\n');
  return hash.digest('hex');
}
