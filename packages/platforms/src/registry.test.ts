import { describe, expect, it } from 'vitest';
import { eachNight } from '@roomnight/calendar/stay';
import { definePlatform } from './define-platform.ts';
import { holdsSession } from './definition.ts';
import { feedEvent, judgeAll } from './dialect.test-events.ts';
import { platformTones, reservedLetters } from './look.ts';
import type { ManualChange } from './platform.ts';
import { platformByKey, platformOf, platforms, pluginKeyOf, UnknownPlatformError } from './registry.ts';
import { checkSettings, commonDefaults } from './settings.ts';

const today = '2026-11-23';
const change: ManualChange = {
  action: 'close',
  stay: { checkIn: '2027-01-30', checkOut: '2027-03-02' },
  room: { name: 'Garden Suite', propertyCode: '1234567', roomCode: '1234567890', roomsOfType: 1 },
};

/** What organizations make themselves keeps the same contract. */
const defined = [
  definePlatform('generic_ical', 'own_feed', 'Own feed', {
    exportPolling: { min: 30, max: 90 },
    signIn: 'https://hosts.example.com',
    settings: { intervalMinutes: 60 },
  }),
  definePlatform('generic_manual', 'own_status', 'Own status', {
    untilInclusive: true,
    closing: 'status',
    link: 'https://hosts.example.com/{propertyCode}/calendar?room={roomCode}&from={from}&to={until}',
  }),
  definePlatform('generic_manual', 'own_count', 'Own count', { untilInclusive: true, closing: 'count' }),
  definePlatform('generic_manual', 'own_block', 'Own block', { untilInclusive: true, closing: 'block' }),
  definePlatform('generic_manual', 'own_steps', 'Own steps', {
    untilInclusive: true,
    closing: 'status',
    stepsToClose: '1. Open **{room}**\n2. From {from} to {until}: close',
    stepsToOpen: '- Open {room}, {from} to {lastNight}: open',
  }),
];

describe('registry', () => {
  it('prepares no nights by itself: who reads terms reads only what people say', () => {
    for (const { defaults } of platforms) {
      expect(Object.keys(defaults)).not.toContain('preparationNightsBefore');
      expect(Object.keys(defaults)).not.toContain('preparationNightsAfter');
    }
  });

  it('finds platforms by unique keys, and shows each with letters of its own', () => {
    expect(new Set(platforms.map(({ key }) => key)).size).toBe(platforms.length);
    for (const platform of platforms) expect(platformByKey(platform.key)).toBe(platform);
    expect(() => platformByKey('nowhere')).toThrow(UnknownPlatformError);
    const letters = [...reservedLetters, ...platforms.map((platform) => platform.letters)];
    expect(new Set(letters).size).toBe(letters.length);
  });

  it('finds the platform of a row: of the registry, or made by an organization', () => {
    const row = { key: 'agoda', name: 'Agoda', base: null, definition: null };
    expect(platformOf(row)).toBe(platformByKey('agoda'));
    expect(pluginKeyOf(row)).toBe('generic_ical');
    expect(pluginKeyOf({ key: 'airbnb', base: null })).toBe('airbnb');
    const own = { key: 'agoda', name: 'Our Agoda', base: 'generic_manual', definition: {} } as const;
    expect(platformOf({ ...own, definition: { untilInclusive: false, closing: 'block' } }).name).toBe(
      'Our Agoda',
    );
    expect(pluginKeyOf(own)).toBe('generic_manual');
    expect(() => platformOf({ ...row, key: 'nowhere' })).toThrow(UnknownPlatformError);
  });
});

describe.each([...platforms, ...defined])('$key', (platform) => {
  it('offers the modes it has capabilities for', () => {
    expect(platform.key).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(platform.modes).toContain(platform.type);
    const by = (mode: 'ical' | 'manual') => [mode, 'manual_verified'] as const;
    expect(by('ical').some((mode) => platform.modes.includes(mode))).toBe(platform.ical !== undefined);
    expect(by('manual').some((mode) => platform.modes.includes(mode))).toBe(platform.manual !== undefined);
    expect(platform.modes.includes('manual_verified')).toBe(Boolean(platform.manual && platform.ical));
  });

  it('can be shown: letters, a tone of the palette, links that are nobody’s session', () => {
    expect(platform.letters).toMatch(/^\p{Lu}[\p{L}\p{N}]$/u);
    expect(platformTones).toContain(platform.tone);
    for (const link of Object.values(platform.links)) {
      expect(new URL(link).protocol).toBe('https:');
      expect(holdsSession(link)).toBe(false);
    }
    const notes = [...(platform.ical?.setUp ?? []), ...(platform.manual?.setUp ?? [])];
    for (const note of notes) expect(note).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('has default settings that a person could give too, and polls within 30 to 60 minutes', () => {
    expect(checkSettings(platform.defaults)).toEqual({ ok: true, settings: platform.defaults });
    if (platform.key.startsWith('own_')) return;
    const { intervalMinutes } = { ...commonDefaults, ...platform.defaults };
    expect((intervalMinutes * 2) / 3).toBeGreaterThanOrEqual(30);
    expect((intervalMinutes * 4) / 3).toBeLessThanOrEqual(60);
  });
});

const withFeeds = [...platforms, ...defined].flatMap(({ key, ical }) => (ical ? [{ key, ical }] : []));

describe.each(withFeeds)('$key by feed', ({ ical }) => {
  it('says how fast to fetch, how often it reads ours, and where its feed is found', () => {
    expect(ical.fetchesPerSecond).toBeGreaterThan(0);
    const { min, usual, max } = ical.exportPolling;
    expect(min).toBeGreaterThan(0);
    expect([min, usual, max]).toEqual([min, usual, max].toSorted((a, b) => a - b));
    expect(ical.whereToFindUrl).toMatch(/\.$/);
    expect(ical.setUp.length).toBeGreaterThan(0);
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

const byHand = [...platforms, ...defined].flatMap(({ key, manual }) => (manual ? [{ key, manual }] : []));

describe.each(byHand)('$key by hand', ({ key, manual }) => {
  const textOf = (wanted: ManualChange) =>
    manual
      .split(wanted)
      .flatMap((piece) => manual.steps(piece))
      .join('\n');

  it.each([1, 4])('names nights in its steps, never the check-out day, and loses none: %i rooms', (rooms) => {
    const wanted = { ...change, room: { ...change.room, roomsOfType: rooms } };
    const pieces = manual.split(wanted);
    expect(pieces.flatMap(({ stay }) => eachNight(stay))).toEqual(eachNight(change.stay));
    const text = textOf(wanted);
    expect(text).toContain('30 Jan 2027');
    expect(text).toContain('1 Mar 2027');
    expect(text).not.toContain('2 Mar 2027');
    expect(text).toContain('Garden Suite');
    expect(manual.steps({ ...wanted, action: 'open' })).not.toEqual(manual.steps(wanted));
    expect(manual.proof).not.toBe('');
  });

  it('closes no room but one where the platform sells several under one name', () => {
    if (key === 'own_steps') return;
    const pooled = { ...change, room: { ...change.room, roomsOfType: 4 } };
    expect(textOf(pooled)).not.toEqual(textOf(change));
    expect(textOf(pooled)).toMatch(/by 1\b|one of its 4/);
    expect(textOf({ ...pooled, action: 'open' })).toMatch(/by 1\b|one of its 4/);
  });

  it('takes a room’s name as it is', () => {
    const odd = { ...change, room: { ...change.room, name: 'A*B* [x](y)' } };
    expect(textOf(odd)).toContain(String.raw`A\*B\* \[x\](y)`);
  });

  it('never links to a session', () => {
    const links = manual.split(change).flatMap((piece) => manual.deepLink(piece) ?? []);
    expect(links.filter((link) => holdsSession(link))).toEqual([]);
    expect(links.join()).not.toContain(change.stay.checkOut);
  });
});
