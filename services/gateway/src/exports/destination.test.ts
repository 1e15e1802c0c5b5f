import { describe, expect, it } from 'vitest';
import { type Destination, destinationAfter, observedMinutes, type Visit } from './destination.ts';

const at = (minutes: number) => new Date(Date.parse('2026-11-23T07:00:00Z') + minutes * 60_000);
const visit = (minutes: number, agentKind = 'airbnb', said: Partial<Visit> = {}): Visit => ({
  fetchedAt: at(minutes),
  agentKind,
  version: minutes,
  tokenId: 'token',
  ...said,
});
const after = (...visits: Visit[]): Destination | undefined =>
  visits.reduce<Destination | undefined>((known, next) => destinationAfter(known, next, 'airbnb'), undefined);

describe('the destination', () => {
  it('knows what its last visit was served', () => {
    expect(after(visit(0), visit(180, 'airbnb', { tokenId: 'new' }))).toEqual({
      knownByName: true,
      fetchedAt: at(180),
      version: 180,
      tokenId: 'new',
      visits: [at(180), at(0)],
    });
  });

  it('is not the person who looks at the export', () => {
    expect(after(visit(0, 'browser'))).toBeUndefined();
    expect(after(visit(0), visit(5, 'browser'))?.fetchedAt).toEqual(at(0));
  });

  it('is whatever fetches, as long as its own importer was never seen', () => {
    expect(after(visit(0, 'other'), visit(60, 'vrbo'))).toMatchObject({
      fetchedAt: at(60),
      knownByName: false,
    });
    expect(after(visit(0, 'other'), visit(60), visit(90, 'other'))).toMatchObject({
      fetchedAt: at(60),
      knownByName: true,
      visits: [at(60)],
    });
  });

  it('forgets nothing for a visit that was written down late', () => {
    expect(after(visit(180), visit(60))).toMatchObject({ fetchedAt: at(180), version: 180 });
  });
});

describe('the observed interval', () => {
  const every = (minutes: number, visits: number) =>
    Array.from({ length: visits }, (_, n) => at((visits - n) * minutes));

  it('is the median gap of the last visits, once there are enough', () => {
    expect(observedMinutes([])).toBeUndefined();
    expect(observedMinutes(every(180, 5))).toBeUndefined();
    expect(observedMinutes(every(180, 6))).toBe(180);
    // A day on which we were away is one gap among many.
    expect(observedMinutes([at(3000), ...every(120, 6)])).toBe(120);
  });

  it('takes visits within a minute for one, and keeps few of them', () => {
    const twice = Array.from({ length: 40 }, (_, n) => [visit(n * 120), visit(n * 120 + 0.5)]).flat();
    const known = after(...twice);
    expect(known?.visits).toHaveLength(13);
    expect(observedMinutes(known?.visits ?? [])).toBe(120);
    expect(known?.version).toBe(39 * 120 + 0.5);
  });
});
