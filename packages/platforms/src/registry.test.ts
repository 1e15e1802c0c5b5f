import { describe, expect, it } from 'vitest';
import { eachNight } from '@roomnight/calendar/stay';
import { feedEvent, judgeAll } from './dialect.test-events.ts';
import type { ManualChange } from './platform.ts';
import { platformByKey, platforms, UnknownPlatformError } from './registry.ts';
import { checkSettings, commonDefaults } from './settings.ts';

const today = '2026-11-23';
const change: ManualChange = {
  action: 'close',
  stay: { checkIn: '2027-01-30', checkOut: '2027-03-02' },
  room: { name: 'Garden Suite', propertyCode: '1234567', roomCode: '1234567890' },
};

describe('registry', () => {
  it('finds platforms by unique keys', () => {
    expect(new Set(platforms.map(({ key }) => key)).size).toBe(platforms.length);
    for (const platform of platforms) expect(platformByKey(platform.key)).toBe(platform);
    expect(() => platformByKey('nowhere')).toThrow(UnknownPlatformError);
  });
});

describe.each(platforms)('$key', (platform) => {
  it('offers the modes it has capabilities for', () => {
    expect(platform.key).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(platform.modes).toContain(platform.type);
    expect(platform.modes.includes('ical')).toBe(platform.ical !== undefined);
    expect(platform.modes.includes('manual')).toBe(platform.manual !== undefined);
    expect(platform.modes.includes('manual_verified')).toBe(Boolean(platform.manual && platform.ical));
    expect(URL.canParse(platform.links.signIn)).toBe(true);
  });

  it('has default settings that a person could give too, and polls within 30 to 60 minutes', () => {
    expect(checkSettings(platform.defaults)).toEqual({ ok: true, settings: platform.defaults });
    const { intervalMinutes } = { ...commonDefaults, ...platform.defaults };
    expect((intervalMinutes * 2) / 3).toBeGreaterThanOrEqual(30);
    expect((intervalMinutes * 4) / 3).toBeLessThanOrEqual(60);
  });
});

const withFeeds = platforms.flatMap(({ key, ical }) => (ical ? [{ key, ical }] : []));

describe.each(withFeeds)('$key by feed', ({ key, ical }) => {
  it('fetches on a queue of its own', () => {
    expect(ical.fetchQueue).toBe(`fetch-${key}`);
    expect(ical.fetchesPerSecond).toBeGreaterThan(0);
  });

  it('judges any event in a sentence', () => {
    const summaries = ['Reserved', 'Blocked', '', 'что-то', '('.repeat(300)];
    const events = summaries.map((summary) => feedEvent(today, 2, summary));
    const judged = judgeAll(ical.dialect, events, { today });
    expect(judged.map(({ uid }) => uid).toSorted()).toEqual(events.map(({ uid }) => uid).toSorted());
    for (const { reason } of judged) expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['('.repeat(300), `Reserved - ${'a'.repeat(280)}\nb`, `Closed -${' '.repeat(290)}`])(
    'judges as many events as a feed may hold in no time, whatever they are called: %.12s',
    (summary) => {
      const events = Array.from({ length: 20_000 }, (_, at) => feedEvent(today, 1 + (at % 900), summary));
      const begun = performance.now();
      judgeAll(ical.dialect, events, { today });
      expect(performance.now() - begun).toBeLessThan(2_000);
    },
  );
});

const byHand = platforms.flatMap(({ key, manual }) => (manual ? [{ key, manual }] : []));

describe.each(byHand)('$key by hand', ({ manual }) => {
  it('names nights in its steps, never the check-out day, and loses none', () => {
    const pieces = manual.split(change);
    expect(pieces.flatMap(({ stay }) => eachNight(stay))).toEqual(eachNight(change.stay));
    const text = pieces.flatMap((piece) => manual.steps(piece)).join('\n');
    expect(text).toContain('30 Jan 2027');
    expect(text).toContain('1 Mar 2027');
    expect(text).not.toContain('2 Mar 2027');
    expect(text).toContain('Garden Suite');
    expect(manual.steps({ ...change, action: 'open' })).not.toEqual(manual.steps(change));
    expect(manual.proof).not.toBe('');
  });

  it('never links to a session', () => {
    const links = manual.split(change).flatMap((piece) => manual.deepLink(piece) ?? []);
    expect(links.filter((link) => new URL(link).searchParams.has('ses'))).toEqual([]);
  });
});
