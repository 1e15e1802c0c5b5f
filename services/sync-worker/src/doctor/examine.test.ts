import { afterAll, describe, expect, it } from 'vitest';
import { exportWriter } from '@roomnight/platforms/export';
import { platformByKey } from '@roomnight/platforms/registry';
import type { FeedFetcher } from '../fetching/fetch-feed.ts';
import { failedFetch, type FetchResult } from '../fetching/fetch-result.ts';
import { calendarOf, fetchedAt, fixture } from '../reading/fixtures.test-feeds.ts';
import { createParserPool } from '../reading/parser-pool.ts';
import { block, content, stay } from '../rules/feed.test-data.ts';
import { type Basis, evaluate } from '../rules/evaluate.ts';
import { emptySnapshot, type FeedSnapshot } from '../rules/snapshot.ts';
import type { Destination } from './effect.ts';
import { type Examined, examine } from './examine.ts';

const parsers = createParserPool({ threads: 1 });
afterAll(() => parsers.close());

const believed = (snapshot: FeedSnapshot = emptySnapshot): Basis => ({
  snapshot,
  now: fetchedAt,
  exportedNights: [],
  stableUids: true,
});

function look(
  feed: Examined,
  more: { platform?: string; destination?: Partial<Destination>; answer?: FetchResult } = {},
) {
  const fetcher: FeedFetcher = {
    fetch: async () => more.answer ?? failedFetch('transport', 'Nobody answers.'),
    close: async () => undefined,
  };
  return examine(
    { fetcher, parsers, clock: () => fetchedAt, allowPrivate: [] },
    {
      feed,
      platform: more.platform === undefined ? undefined : platformByKey(more.platform),
      destination: more.destination && { basis: believed(), booked: [], ...more.destination },
    },
  );
}

const event = (from: string, to: string) => [
  'BEGIN:VEVENT',
  `DTSTART;VALUE=DATE:${from}`,
  `DTEND;VALUE=DATE:${to}`,
  'SUMMARY:Reserved',
  'END:VEVENT',
];
const reserved = (from: string, to: string) => calendarOf(...event(from, to));

describe('what a feed is', () => {
  it('is told by the feed itself, and each event with its line', async () => {
    const report = await look({ body: fixture('airbnb.ics') });
    expect(report).toMatchObject({
      verdict: 'healthy',
      readAs: 'airbnb',
      recognition: { platformKey: 'airbnb', confidence: 'certain' },
      counts: { events: 5, stays: 2, blocks: 1, settings: 2, unreadable: 0 },
      earliest: '2026-11-20',
      horizon: '2027-11-24',
      freshness: ['Written just now (its latest DTSTAMP).'],
      oddities: [],
      effect: null,
    });
    expect(report.events[0]).toMatchObject({ checkIn: '2026-11-20', as: 'stay', line: 5 });
  });

  it('holds no word of a guest', async () => {
    const text = JSON.stringify(await look({ body: fixture('airbnb-2018.ics') }));
    const secrets = ['HMA1B2C3D4', '0042', '7731', '1418fb94e984', '@airbnb.com'];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('closures that may be stays are counted apart', async () => {
    const { counts } = await look({ body: fixture('booking-com.ics') });
    expect(counts).toMatchObject({ stays: 1, closed: 1, settings: 1 });
  });

  it.each([
    ['airbnb.ics', 'vrbo', 'This looks like a feed of Airbnb, not of VRBO.'],
    ['google-republished.ics', 'airbnb', 'Google Calendar passes this feed on'],
  ])('%s given for %s is odd', async (file, platform, oddity) => {
    const report = await look({ body: fixture(file) }, { platform });
    expect(report.verdict).toBe('odd');
    expect(report.oddities.join(' ')).toContain(oddity);
  });

  it.each([
    ['nothing in it', calendarOf(), 'The calendar is empty.'],
    ['only the past', reserved('20260101', '20260104'), 'Everything in it is over'],
  ])('%s is odd', async (_, body, sentence) => {
    const report = await look({ body });
    expect(report).toMatchObject({ verdict: 'odd', sentence: expect.stringContaining(sentence) });
  });

  it('our own export is no feed to import', async () => {
    const entries = [
      {
        uid: 'x@roomnight',
        kind: 'stay',
        checkIn: '2026-12-01',
        checkOut: '2026-12-04',
        changedAt: fetchedAt,
      },
    ] as const;
    const body = Buffer.from(exportWriter()({ name: 'Villa', entries }));
    expect(await look({ body })).toMatchObject({ verdict: 'not_importable', failure: null });
  });

  it('what cannot be read has its line', async () => {
    const report = await look({
      body: calendarOf(...event('20261201', '20261204'), ...event('2026', '20261204')),
    });
    expect(report.verdict).toBe('odd');
    expect(report.warnings[0]?.line).toBeGreaterThan(4);
    expect(report.counts.unreadable).toBe(1);
  });
});

describe('what is no calendar', () => {
  it.each([
    [Buffer.from('<!doctype html><p>Sign in</p>'), 'not_a_calendar'],
    [Buffer.alloc(0), 'not_a_calendar'],
    [fixture('airbnb.ics').subarray(0, 400), 'truncated'],
    [Buffer.alloc(5 * 1024 * 1024 + 1, 32), 'too_large'],
  ])('cannot be imported', async (body, failure) => {
    expect(await look({ body })).toMatchObject({ verdict: 'not_importable', failure: { class: failure } });
  });

  it('an address that is refused or does not answer', async () => {
    expect(await look({ url: 'http://169.254.169.254/latest' })).toMatchObject({
      verdict: 'not_importable',
      failure: { class: 'blocked' },
    });
    expect(await look({ url: 'https://www.airbnb.com/calendar/ical/1.ics?s=secret' })).toMatchObject({
      failure: { class: 'transport', message: 'Nobody answers.' },
    });
  });
});

describe('what importing it would do', () => {
  const body = fixture('airbnb.ics');

  it('to a unit that is free: take what the feed holds', async () => {
    const { effect } = await look({ body }, { platform: 'airbnb', destination: {} });
    expect(effect).toMatchObject({ suspicion: null, changed: [], missing: [], cancelled: [], conflicts: [] });
    expect(effect?.created).toEqual([
      { kind: 'stay', checkIn: '2026-11-20', checkOut: '2026-11-25' },
      { kind: 'stay', checkIn: '2026-12-01', checkOut: '2026-12-04' },
      { kind: 'block', checkIn: '2026-12-24', checkOut: '2026-12-27' },
    ]);
  });

  it('to nights others hold: conflicts, but a night may be closed twice', async () => {
    const booked = [
      { bookingId: 'b1', kind: 'stay', checkIn: '2026-12-03', checkOut: '2026-12-05', holder: 'VRBO stay' },
      {
        bookingId: 'b2',
        kind: 'block',
        checkIn: '2026-12-24',
        checkOut: '2026-12-27',
        holder: 'owner block',
      },
      { bookingId: 'b3', kind: 'stay', checkIn: '2026-11-20', checkOut: '2026-11-25', holder: 'VRBO stay' },
    ] as const;
    const { effect } = await look({ body }, { platform: 'airbnb', destination: { booked } });
    expect(effect?.conflicts).toEqual([
      {
        kind: 'stay',
        checkIn: '2026-11-20',
        checkOut: '2026-11-25',
        bookingId: 'b3',
        holder: 'VRBO stay',
        sameNights: true,
      },
      {
        kind: 'stay',
        checkIn: '2026-12-03',
        checkOut: '2026-12-04',
        bookingId: 'b1',
        holder: 'VRBO stay',
        sameNights: false,
      },
    ]);
  });

  it('to a listing that is polled: what differs, and nothing is freed at once', async () => {
    const uid = '1418fb94e984-1f2e3d4c5b6a79880716253443526170@airbnb.com';
    let ids = 0;
    const known = evaluate({
      snapshot: emptySnapshot,
      reading: content(
        stay(uid, '2026-12-01', '2026-12-03', { reason: 'Airbnb reports it as reserved.' }),
        stay('gone', '2027-01-10', '2027-01-12'),
      ),
      now: fetchedAt,
      exportedNights: [],
      stableUids: true,
      newId: () => `b${++ids}`,
    });
    const { effect } = await look(
      { body },
      { platform: 'airbnb', destination: { basis: believed(known.snapshot) } },
    );
    expect(effect).toMatchObject({
      suspicion: null,
      changed: [{ checkIn: '2026-12-01', checkOut: '2026-12-04' }],
      missing: [{ checkIn: '2027-01-10', checkOut: '2027-01-12' }],
      cancelled: [],
      unchanged: 0,
    });
    expect(effect?.created).toHaveLength(2);
  });

  it('nothing, where a poll would not believe it', async () => {
    const known = evaluate({
      snapshot: emptySnapshot,
      reading: content(block('a', '2026-12-01', '2026-12-03')),
      now: fetchedAt,
      exportedNights: [],
      stableUids: true,
      newId: () => 'b1',
    });
    const report = await look(
      { body: calendarOf() },
      { platform: 'airbnb', destination: { basis: believed(known.snapshot) } },
    );
    expect(report.verdict).toBe('odd');
    expect(report.effect).toMatchObject({ suspicion: expect.stringContaining('nothing ahead'), created: [] });
    expect(report.sentence).toContain('would not believe it');
  });
});
